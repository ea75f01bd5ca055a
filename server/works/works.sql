-- Works in order of id, or the newest first: a keyset page. A work belongs to every grid that has a share of it. Which rows come is found in the table;
-- what is shown of them (grades, who asked) is worked out for those rows only.
with page as materialized (
  select w.id, coalesce(w.completed_on, w.as_of, w.started_on, '-infinity'::date) as newest_on
  from works w
  where (:id::bigint is null or w.id = :id)
    and (:path::text is null or in_subtree(w.path, :path) or exists (select from work_grids s where s.work_id = w.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'work' and m.target_id = w.id))
    and (:west::float8 is null or w.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
    and (:shape::geometry is null or st_intersects(w.geom_m, :shape))
    and (:work_type::text is null or w.work_type = :work_type)
    and (:kind::text is null or coalesce(w.kind, (select t.kind from work_types t where t.code = w.work_type)) = :kind)
    and (:is_completed::boolean is null or w.is_completed = :is_completed)
    and (:phase::text is null or w.phase = :phase)
    and (:alley_id::bigint is null or w.alley_id = :alley_id)
    and (:project_id::bigint is null or w.project_id = :project_id)
    and (:programme::text is null or exists (select from projects p join programmes g on g.id = p.programme_id where p.id = w.project_id and g.code = :programme))
    and (:from_on::date is null or w.completed_on >= :from_on or w.figure_from >= :from_on)
    and (:to_on::date is null or coalesce(w.completed_on, w.as_of, case when not w.is_completed then w.started_on end, '-infinity'::date) <= :to_on)
    and (:grade::text is null or w.id in (select c.work_id from work_checks c) and (select s.grade from work_check_grades(w.id) s order by s.month desc limit 1) = :grade)
    and (not :with_photos::boolean or exists (
      select from work_photos b join work_photos f on f.work_id = b.work_id and f.spot = b.spot and f.moment = 'after' where b.work_id = w.id and b.moment = 'before'))
    and (:issue_id::bigint is null or exists (select from work_asks k where k.work_id = w.id and k.issue_id = :issue_id))
    and (:after_id::bigint is null or case when :newest_first::boolean
      then (coalesce(w.completed_on, w.as_of, w.started_on, '-infinity'::date), w.id) < (:after_day::date, :after_id) else w.id > :after_id end)
  -- Where a side is not asked for it is a constant, and the index of the other gives the order.
  order by case when :newest_first then coalesce(w.completed_on, w.as_of, w.started_on, '-infinity'::date) end desc, case when :newest_first then w.id end desc, w.id
  limit :limit
)
select w.id, w.code, w."workType", w.kind, w.name, w.quantity, w.unit, w.qualifier, w."plannedQuantity", w."asOf", w."figureFrom", w.phase, w."startedOn", w."completedOn",
  w.grid, w."alleyId", w."alleyName", w."alleyFromM", w."alleyToM", w."partOfId", w."projectId", w."costMinor", w."costQualifier", w."costSource",
  w."contractorKind", w.contractor, w.source, w."askedIssues", w."askedHouseholds", w.grade, w."photoSpots", w.lon, w.lat, w.flags,
  case when :with_geometry::boolean then st_asgeojson(w.geom, 8)::json end as geometry, page.newest_on::text as "newestOn"
from page
join work_rows w on w.id = page.id
order by case when :newest_first then page.newest_on end desc, case when :newest_first then page.id end desc, page.id
