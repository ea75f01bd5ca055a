-- Knocks of some days by the smallest grids of a subtree (all without :path), or of one dedicated grid: per grid its path, the last day anybody
-- knocked, and `day person visits covered` of each row, days counted from :from, rows separated by semicolons (one text is read ten times as
-- quickly as its rows).
select g.path, l.day as "lastVisitOn", coalesce(d.rows, '') as rows
from grids g
cross join lateral (
  select max(v.day) as day
  from visit_days v
  where v.campaign_id = :campaign_id and v.grid_id = g.id and v.visits > 0 and (:kind::text is null or v.kind = :kind)
) l
left join lateral (
  select string_agg(concat_ws(' ', v.day - :from::date, v.person_id, v.visits, v.covered), ';') as rows
  from visit_days v
  where v.campaign_id = :campaign_id and v.grid_id = g.id and v.visits > 0 and v.day between :from::date and :today::date
    and (:kind::text is null or v.kind = :kind)
) d on true
where g.valid_to is null and l.day is not null
  and case when :member_of::bigint is not null then g.id = :member_of else g.kind = 'basic' and (:path::text is null or in_subtree(g.path, :path)) end
