-- Basic grids of a subtree (all without :path) in order of the path, or what :grid_ids names, with their folded coverage counts. With the last event
-- they hold: read by one statement, for figures and events come together (server/live/fold.sql).
select g.id, g.code, g.name, g.level, g.kind, g.path,
  coalesce(sum(t.amount) filter (where t.measure = 'total'), 0) as total,
  coalesce(sum(t.amount) filter (where t.measure = 'frozen'), 0) as frozen,
  coalesce(sum(t.amount) filter (where t.measure = 'untried'), 0) as untried,
  coalesce(sum(t.amount) filter (where t.measure = 'tried'), 0) as tried,
  coalesce(sum(t.amount) filter (where t.measure = 'appointment'), 0) as appointment,
  coalesce(sum(t.amount) filter (where t.measure = 'covered'), 0) as covered,
  coalesce(sum(t.amount) filter (where t.measure = 'exempt_pending'), 0) as exempt_pending,
  coalesce(sum(t.amount) filter (where t.measure = 'exempt'), 0) as exempt,
  coalesce(sum(t.amount) filter (where t.measure = 'frozen_covered'), 0) as frozen_covered,
  (select coalesce(max(seq), 0) from events) as seq
from grids g
left join grid_tally t on t.grid_id = g.id and t.subject = 'coverage' and t.campaign_id = :campaign_id and (:kind::text is null or t.kind = :kind)
where g.valid_to is null
  and case when :grid_ids::bigint[] is not null then g.id = any (:grid_ids) else g.kind = 'basic' and (:path::text is null or in_subtree(g.path, :path)) end
group by g.id
order by g.path
