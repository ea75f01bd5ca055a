-- Who holds one tier in the grids in view by name of their own (the first named where there are several), and which grids something is wrong in: gaps
-- and overlaps of the grids of the rule's level and below as they answer for themselves, of larger grids how many of that level lie in them; vacant
-- posts of the grid and everything in it. Grids that are not among the findings are held by one, or divided among several.
with scope as materialized (
  select g.id, g.path
  from grids g
  where g.valid_to is null
    and (:path::text is null or in_subtree(g.path, :path))
    and (:member_of::bigint is null or g.id = :member_of)
    and (:west::float8 is null or g.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
), own as materialized (
  select distinct on (s.id) s.id, s.path, p.id as person_id, p.name as person_name, u.name as unit_name
  from scope s
  join held_responsibilities(district_day(:now)) h on h.grid_id = s.id and h.tier = :tier
  join people p on p.id = h.person_id
  left join units u on u.id = h.unit_id
  order by s.id, h.is_whole desc, h.id
), standing as materialized (
  select t.*, t.holders = 0 and :tier::smallint = any (:rule_tiers::smallint[]) as is_gap, t.holders > 1 and not t.is_divided as is_overlap
  from tier_standing(:tier::smallint, district_day(:now)) t
), flags as (
  select path, is_gap::integer as gap, is_overlap::integer as overlap, 0 as vacant from standing where level >= :rule_level and (is_gap or is_overlap)
  union all
  select a.path, s.is_gap::integer, s.is_overlap::integer, 0
  from standing s
  cross join lateral path_ancestors(s.path) as a (path)
  where s.level = :rule_level and (s.is_gap or s.is_overlap) and a.path <> s.path
  union all
  -- An undivided pair above the rule's level that nobody below inherits.
  select path, 0, 1, 0 from standing s
  where level < :rule_level and is_overlap and holder_path = path
    and not exists (select from standing below where below.level = :rule_level and below.is_overlap and in_subtree(below.path, s.path))
  union all
  select a.path, 0, 0, 1
  from responsibility_findings(district_day(:now), :rule_level::smallint, '{}') f
  cross join lateral path_ancestors(f.path) as a (path)
  where f.kind = 'vacant' and f.tier = :tier
), findings as (
  select s.id, s.path, sum(f.gap)::integer as gaps, sum(f.overlap)::integer as overlapping, sum(f.vacant)::integer as vacant
  from flags f
  join scope s on s.path = f.path
  group by s.id, s.path
)
select json_build_object('layer', 'responsibilities', 'asOf', :now::timestamptz, 'tier', :tier::integer,
  'gridId', (select coalesce(json_agg(id order by path), '[]') from own),
  'personId', (select coalesce(json_agg(person_id order by path), '[]') from own),
  'personName', (select coalesce(json_agg(person_name order by path), '[]') from own),
  'unitName', (select coalesce(json_agg(unit_name order by path), '[]') from own),
  'findings', (select json_build_object(
    'gridId', coalesce(json_agg(id order by path), '[]'),
    'gaps', coalesce(json_agg(gaps order by path), '[]'),
    'overlaps', coalesce(json_agg(overlapping order by path), '[]'),
    'vacant', coalesce(json_agg(vacant order by path), '[]')) from findings))::text as "body"
