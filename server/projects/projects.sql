-- Projects in order of id, a keyset page; or one by :id. A project belongs to every grid that has a share of it.
with consent as materialized (
  select distinct on (project_id) project_id, asked, answered, agreed, agreed::float8 / asked as share, held_on
  from project_consultations where asked is not null order by project_id, held_on desc, id desc
)
select p.id, p.code, p.name, p.kind, case when m.id is not null then json_build_object('code', m.code, 'name', m.name) end as programme, p.phase,
  p.item_count as "itemCount", case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as unit,
  p.starts_on as "startsOn", p.ends_on as "endsOn", p.started_on as "startedOn", p.finished_on as "finishedOn", s.is_late as "isLate",
  case when p.geom is null then 'none' when exists (select from project_alleys a where a.project_id = p.id) then 'alleys'
    when st_dimension(p.geom) = 2 then 'area' else 'line' end as place,
  grid_ref(g) as grid, f.households, f.buildings, f.length_m as "lengthM", f.area_m2 as "areaM2",
  json_build_object('households', p.reported_households, 'buildings', p.reported_buildings, 'asOf', p.reported_as_of) as reported,
  money.planned as "plannedMinor", money.paid as "paidMinor", milestone.counts as milestones,
  case when c.project_id is not null then
    json_build_object('asked', c.asked, 'answered', c.answered, 'agreed', c.agreed, 'share', c.share, 'heldOn', c.held_on) end as consent,
  s.consent as "consentState",
  case when p.geom is not null then json_build_array(st_xmin(p.geom), st_ymin(p.geom), st_xmax(p.geom), st_ymax(p.geom)) end as bbox,
  case when :with_geometry::boolean then st_asgeojson(p.geom, 7)::json end as geometry
from projects p
join project_kinds k on k.code = p.kind
cross join project_rules() r
left join programmes m on m.id = p.programme_id
left join units u on u.id = p.unit_id
left join grids g on g.path = p.path and g.valid_to is null
left join project_facts f on f.project_id = p.id
left join consent c on c.project_id = p.id
cross join lateral (
  select coalesce(sum(planned_minor), 0)::bigint as planned, coalesce(sum(paid_minor), 0)::bigint as paid from project_funds where project_id = p.id
) money
cross join lateral (
  select json_build_object('total', count(*), 'done', count(done_on), 'late', count(*) filter (where coalesce(done_on, :today::date) > due_on)) as counts
  from project_milestones where project_id = p.id
) milestone
cross join lateral (
  select coalesce(p.ends_on < :today and p.phase not in ('done', 'accepted'), false) as is_late,
    case when not k.needs_consent then 'not_needed' when c.project_id is null then 'unknown' when c.share < r.consent_share then 'below' else 'met' end as consent
) s
where p.id > :after_id
  and (:id::bigint is null or p.id = :id)
  and (:programme::text is null or m.code = :programme)
  and (:kind::text is null or p.kind = :kind)
  and (:phase::text is null or p.phase = :phase)
  and (:path::text is null or in_subtree(p.path, :path) or exists (select from project_grids s where s.project_id = p.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grids o where o.id = :member_of and st_intersects(o.geom, p.geom)))
  and (:alley_id::bigint is null or exists (select from project_alleys l where l.project_id = p.id and l.alley_id = :alley_id)
    or (not exists (select from project_alleys l where l.project_id = p.id)
      and exists (select from alleys a cross join alley_rules() d where a.id = :alley_id and st_dwithin(p.geom_m, a.geom_m, d.components_m))))
  and (:west::float8 is null or p.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
  and (:year::integer is null or extract(year from coalesce(p.started_on, p.starts_on)) = :year)
  and (:source::text is null or exists (select from project_funds o where o.project_id = p.id and o.source = :source))
  and (:consent::text is null or s.consent = :consent)
  and (:is_late::boolean is null or s.is_late = :is_late)
  and (:q::text is null or p.name ilike '%' || :q || '%' or p.code ilike '%' || :q || '%')
order by p.id
limit :limit
