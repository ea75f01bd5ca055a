-- What is wrong in the tree below a grid: geometry, nesting, gaps and overlaps between basic siblings, and paths that do not follow the parents.
-- Invalid geometry is reported and mended for the other checks. Everything is cut in degrees, where grids that share vertices share borders exactly
-- (a long edge of a parent would be a chord beside its children's shorter ones in the metric zone), and measured on the spheroid. Measured on 1,000 grids of the demo district and on 296 of Washington (40 parents):
-- Cut on a grid of 1e-10 degrees (0.01 mm): with floating coordinates the geometry library fails on borders that are almost the same, and where
-- PostgreSQL's then tries again, the embedded engine's cannot.
-- See test/integration/grids.test.ts for what each finding means on paper.
with subtree as materialized (
  select g.*, st_isvalid(g.geom) as is_valid, case when st_isvalid(g.geom) then g.geom else st_makevalid(g.geom) end as shape
  from grids g
  where g.valid_to is null and (in_subtree(g.path, :path) or g.id = :grid_id)
), basic as materialized (
  select * from subtree where kind = 'basic'
), child as (
  select c.*, p.shape as parent_shape, p.path as parent_path, p as parent
  from basic c
  join basic p on p.id = c.parent_id
), spill as (
  -- Most children lie exactly inside: the prepared test is ten times cheaper than cutting.
  select c.id, c.parent, d.outside, st_area(d.outside::geography) as outside_m2, st_area(c.shape::geography) as area_m2
  from child c
  cross join lateral (select st_difference(c.shape, c.parent_shape, 1e-10) as outside) d
  where c.shape is not null and c.parent_shape is not null and not st_coveredby(c.shape, c.parent_shape)
), pair as (
  select a.id, b.id as other_id, i.shared, st_area(i.shared::geography) as shared_m2
  from child a
  join child b on b.parent_id = a.parent_id and b.id > a.id and a.shape && b.shape
  cross join lateral (select st_intersection(a.shape, b.shape, 1e-10) as shared) i
  where st_dimension(i.shared) = 2
), hole as (
  select p.id, d.geom as missing, st_area(d.geom::geography) as missing_m2
  from basic p
  join (select parent_id, st_unaryunion(st_collect(shape), 1e-10) as shape from child where shape is not null group by parent_id) tiles on tiles.parent_id = p.id
  cross join lateral st_dump(st_difference(p.shape, tiles.shape, 1e-10)) d
  where p.shape is not null
), finding as (
  select 'invalid_geometry' as "check", s.id, null::bigint as other_id, 0::float8 as measure, 'm2' as unit,
    st_isvalidreason(s.geom) as detail, st_pointonsurface(s.shape) as place
  from subtree s where not s.is_valid
  union all
  select 'missing_geometry', s.id, null, 0, 'm2', 'The grid has no polygon; points cannot be assigned to it.', null
  from subtree s where s.geom is null
  union all
  select 'outside_parent', s.id, (s.parent).id, s.outside_m2 / s.area_m2, 'share',
    round((100 * s.outside_m2 / s.area_m2)::numeric, 1) || ' % of the grid lies outside its parent.', st_pointonsurface(s.outside)
  from spill s where s.outside_m2 > :tolerance_share::float8 * s.area_m2 and s.outside_m2 > :tolerance_m2::float8
  union all
  select 'overlap', p.id, p.other_id, p.shared_m2, 'm2', 'Two grids of one parent cover the same ' || round(p.shared_m2::numeric) || ' m2.',
    st_pointonsurface(p.shared)
  from pair p where p.shared_m2 > :tolerance_m2::float8
  union all
  select 'gap', h.id, null, h.missing_m2, 'm2', round(h.missing_m2::numeric) || ' m2 of the grid belong to none of its children.', st_pointonsurface(h.missing)
  from hole h where h.missing_m2 > :tolerance_m2::float8
  union all
  select 'path_mismatch', s.id, p.id, 0, 'share', 'The path is ' || s.path || ', by its parent it should be ' || concat_ws('/', p.path, s.code) || '.', s.label_point
  from subtree s
  left join grids p on p.id = s.parent_id
  where s.path <> concat_ws('/', p.path, s.code)
)
select f."check", grid_ref(g) as "grid", grid_ref(o) as "other", f.measure, f.unit, f.detail,
  case when f.place is not null and not st_isempty(f.place) then json_build_array(st_x(f.place), st_y(f.place)) end as "place",
  (select count(*)::integer from subtree) as "checked"
from finding f
join grids g on g.id = f.id
left join grids o on o.id = f.other_id
union all
-- The count of what was checked comes even when nothing was found.
select null, null, null, null, null, null, null, (select count(*)::integer from subtree)
order by "check" nulls last, measure desc
