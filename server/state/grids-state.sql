-- Columns of all valid grids in view with their folded figures. Overdue issues depend on the moment, so they are counted from the open issues.
with own as materialized (
  select g.*
  from grids g
  where g.valid_to is null
    and (:path::text is null or in_subtree(g.path, :path))
    and (:member_of::bigint is null or g.id = :member_of)
    and (:west::float8 is null or g.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
), coverage as (
  select t.grid_id,
    sum(amount) filter (where measure = 'total') as total,
    coalesce(sum(amount) filter (where measure = 'exempt'), 0) as exempt,
    coalesce(sum(amount) filter (where measure = 'covered'), 0) as covered,
    coalesce(sum(amount) filter (where measure = 'frozen'), 0) as frozen,
    coalesce(sum(amount) filter (where measure = 'frozen_covered'), 0) as frozen_covered
  from grid_tally t
  where t.subject = 'coverage' and t.campaign_id = :campaign_id and t.grid_id in (select id from own)
  group by t.grid_id
), open_issue as (
  select t.grid_id, sum(t.amount) as amount
  from grid_tally t
  where t.subject = 'issues' and t.measure = 'open' and t.campaign_id = 0 and t.grid_id in (select id from own)
  group by t.grid_id
), late as materialized (
  select i.id, i.path
  from issues i
  join issue_lateness(:now::timestamptz) l on l.issue_id = i.id and l.lateness in ('overdue', 'overdue_long')
  where i.is_open
), overdue as (
  select a.path, count(*) as amount from late cross join lateral path_ancestors(late.path) as a (path) group by a.path
), overdue_member as (
  select m.grid_id, count(*) as amount from late join grid_members m on m.kind = 'issue' and m.target_id = late.id group by m.grid_id
), line as (
  select o.*, p.id as shown_parent_id,
    coalesce(c.total, 0) as total, coalesce(c.total - c.exempt, 0) as reachable, coalesce(c.covered, 0) as covered,
    coalesce(c.total - c.exempt - c.covered, 0) as uncovered, coalesce(c.frozen, 0) as frozen, coalesce(c.frozen_covered, 0) as frozen_covered,
    coalesce(i.amount, 0) as open_issues,
    coalesce(case when o.kind = 'basic' then d.amount else m.amount end, 0) as overdue_issues
  from own o
  left join grids p on p.id = o.parent_id and p.valid_to is null
  left join coverage c on c.grid_id = o.id
  left join open_issue i on i.grid_id = o.id
  left join overdue d on d.path = o.path
  left join overdue_member m on m.grid_id = o.id
)
select json_build_object('layer', 'grids', 'asOf', :now::timestamptz, 'seq', (select coalesce(max(seq), 0) from events), 'campaign', :campaign::json,
  'id', coalesce(json_agg(id order by path), '[]'),
  'code', coalesce(json_agg(code order by path), '[]'),
  'name', coalesce(json_agg(name order by path), '[]'),
  'shortName', coalesce(json_agg(short_name order by path), '[]'),
  'level', coalesce(json_agg(level order by path), '[]'),
  'kind', coalesce(json_agg(kind order by path), '[]'),
  'parentId', coalesce(json_agg(shown_parent_id order by path), '[]'),
  'lon', coalesce(json_agg(st_x(label_point) order by path), '[]'),
  'lat', coalesce(json_agg(st_y(label_point) order by path), '[]'),
  'total', coalesce(json_agg(total::bigint order by path), '[]'),
  'reachable', coalesce(json_agg(reachable::bigint order by path), '[]'),
  'covered', coalesce(json_agg(covered::bigint order by path), '[]'),
  'uncovered', coalesce(json_agg(uncovered::bigint order by path), '[]'),
  'frozen', coalesce(json_agg(frozen::bigint order by path), '[]'),
  'frozenCovered', coalesce(json_agg(frozen_covered::bigint order by path), '[]'),
  'openIssues', coalesce(json_agg(open_issues::bigint order by path), '[]'),
  'overdueIssues', coalesce(json_agg(overdue_issues::bigint order by path), '[]'))::text as "body"
from line
