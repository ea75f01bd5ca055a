-- What is wrong in the tree below a grid: geometry, nesting, gaps and overlaps between basic siblings, and paths that do not follow the parents.
-- Invalid geometry is reported and mended for the other checks. Measured on 1,000 grids of the demo district and on 296 of Washington (40 parents):
-- see test/integration/grids.test.ts for what each finding means on paper.
with subtree as materialized (
  select g.*, st_isvalid(g.geom_m) as is_valid, case when st_isvalid(g.geom_m) then g.geom_m else st_makevalid(g.geom_m) end as shape
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
  select c.id, c.parent, st_difference(c.shape, c.parent_shape) as outside, st_area(c.shape) as area_m2
  from child c
  where c.shape is not null and c.parent_shape is not null and not st_coveredby(c.shape, c.parent_shape)
), pair as (
  select a.id, b.id as other_id, st_intersection(a.shape, b.shape) as shared
  from child a
  join child b on b.parent_id = a.parent_id and b.id > a.id and a.shape && b.shape and st_intersects(a.shape, b.shape)
), hole as (
  select p.id, (st_dump(st_difference(p.shape, tiles.shape))).geom as missing
  from basic p
  join (select parent_id, st_union(shape) as shape from child where shape is not null group by parent_id) tiles on tiles.parent_id = p.id
  where p.shape is not null
), finding as (
  select 'invalid_geometry' as "check", s.id, null::bigint as other_id, 0::float8 as measure, 'm2' as unit,
    st_isvalidreason(s.geom_m) as detail, st_pointonsurface(s.shape) as place
  from subtree s where not s.is_valid
  union all
  select 'missing_geometry', s.id, null, 0, 'm2', 'The grid has no polygon; points cannot be assigned to it.', null
  from subtree s where s.geom_m is null
  union all
  select 'outside_parent', s.id, (s.parent).id, st_area(s.outside) / s.area_m2, 'share',
    round((100 * st_area(s.outside) / s.area_m2)::numeric, 1) || ' % of the grid lies outside its parent.', st_pointonsurface(s.outside)
  from spill s where st_area(s.outside) > :tolerance_share::float8 * s.area_m2 and st_area(s.outside) > :tolerance_m2::float8
  union all
  select 'overlap', p.id, p.other_id, st_area(p.shared), 'm2', 'Two grids of one parent cover the same ' || round(st_area(p.shared)::numeric) || ' m2.',
    st_pointonsurface(p.shared)
  from pair p where st_area(p.shared) > :tolerance_m2::float8
  union all
  select 'gap', h.id, null, st_area(h.missing), 'm2', round(st_area(h.missing)::numeric) || ' m2 of the grid belong to none of its children.', st_pointonsurface(h.missing)
  from hole h where st_area(h.missing) > :tolerance_m2::float8
  union all
  select 'path_mismatch', s.id, p.id, 0, 'share', 'The path is ' || s.path || ', by its parent it should be ' || concat_ws('/', p.path, s.code) || '.', s.label_point
  from subtree s
  left join grids p on p.id = s.parent_id
  where s.path <> concat_ws('/', p.path, s.code)
)
select f."check", grid_ref(g) as "grid", grid_ref(o) as "other", f.measure, f.unit, f.detail,
  case when f.place is not null and not st_isempty(f.place) then
    (select json_build_array(st_x(t), st_y(t)) from st_transform(f.place, 4326) as t) end as "place",
  (select count(*)::integer from subtree) as "checked"
from finding f
join grids g on g.id = f.id
left join grids o on o.id = f.other_id
union all
-- The count of what was checked comes even when nothing was found.
select null, null, null, null, null, null, null, (select count(*)::integer from subtree)
order by "check" nulls last, measure desc
