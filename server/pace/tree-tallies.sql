-- Basic grids of a subtree (all without :path) in order of the path, or a grid and what :grid_ids names, with their folded coverage counts.
-- With the last event they hold: read by one statement, for figures and events come together (server/live/fold.sql).
select g.id, g.code, g.name, g.level, g.kind, g.path,
  coalesce(t.total, 0) as total, coalesce(t.frozen, 0) as frozen, coalesce(t.untried, 0) as untried, coalesce(t.tried, 0) as tried,
  coalesce(t.appointment, 0) as appointment, coalesce(t.covered, 0) as covered, coalesce(t.exempt_pending, 0) as exempt_pending,
  coalesce(t.exempt, 0) as exempt, coalesce(t.frozen_covered, 0) as frozen_covered,
  (select coalesce(max(seq), 0) from events) as seq
from grids g
left join (
  select t.grid_id,
    sum(t.amount) filter (where t.measure = 'total') as total,
    sum(t.amount) filter (where t.measure = 'frozen') as frozen,
    sum(t.amount) filter (where t.measure = 'untried') as untried,
    sum(t.amount) filter (where t.measure = 'tried') as tried,
    sum(t.amount) filter (where t.measure = 'appointment') as appointment,
    sum(t.amount) filter (where t.measure = 'covered') as covered,
    sum(t.amount) filter (where t.measure = 'exempt_pending') as exempt_pending,
    sum(t.amount) filter (where t.measure = 'exempt') as exempt,
    sum(t.amount) filter (where t.measure = 'frozen_covered') as frozen_covered
  from grid_tally t
  where t.subject = 'coverage' and t.campaign_id = :campaign_id and (:kind::text is null or t.kind = :kind)
    and (:grid_ids::bigint[] is null or t.grid_id = any (:grid_ids))
  group by t.grid_id
) t on t.grid_id = g.id
where g.valid_to is null
  and case when :grid_ids::bigint[] is not null then g.id = any (:grid_ids) else g.kind = 'basic' and (:path::text is null or in_subtree(g.path, :path)) end
order by g.path
