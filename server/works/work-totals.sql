-- Completed works of some places by type, kind and unit: these are never added together. What there is up to :to_on, and beside it what was completed
-- in :from_on..:to_on. A work that crosses the border of a place counts with its share, one that has figures nested in it as quantity_inside says.
-- A figure nested in another of the selection (part_of_id: "720 spaces of which 480 in one community") is in no sum; where what it is nested in lies
-- outside the place or the period, it stands for itself.
-- Large grids and programmes are summed from tallies (tally_grid_id, :tally_programme_id), everything else from the works: work_amounts is the definition of both.
with scope as (
  select s.path, s.member_of, s.tally_grid_id, s.place::integer
  from unnest(:paths::text[], :member_ofs::bigint[], :tally_grid_ids::bigint[]) with ordinality as s (path, member_of, tally_grid_id, place)
), piece as materialized (
  select o.place, s.work_id, least(sum(s.share), 1) as share
  from scope o
  join work_grids s on in_subtree(s.path, o.path)
  where o.tally_grid_id is null
    and (:alley_id::bigint is null or s.work_id in (select w.id from works w where w.alley_id = :alley_id))
    and (:project_id::bigint is null or s.work_id in (select w.id from works w where w.project_id = :project_id))
    and (:programme::text is null
      or s.work_id in (select w.id from programmes r join projects j on j.programme_id = r.id join works w on w.project_id = j.id where r.code = :programme))
  group by o.place, s.work_id
  union all
  select o.place, m.target_id, 1 from scope o join grid_members m on m.grid_id = o.member_of and m.kind = 'work'
  union all
  select o.place, w.id, s.share
  from scope o
  join works w on st_intersects(w.geom_m, :shape::geometry)
  cross join lateral (select work_share(w.geom_m, :shape) as share offset 0) s
  -- What only touches the border is not inside.
  where :shape is not null and round(s.share::numeric, 9) > 0
  union all
  select o.place, w.id, 1
  from scope o
  cross join works w
  where :is_whole::boolean and :tally_programme_id::bigint is null
), candidate as materialized (
  -- Figures to be looked at one by one: nested, of a span of their own, or with figures nested in them.
  select w.id, w.work_type, w.kind, w.unit, w.part_of_id, w.qualifier, w.figure_from, w.as_of, w.completed_on, w.quantity, w.name, w.code, w.path, w.alley_id,
    w.project_id
  from works w
  where w.is_completed and (w.part_of_id is not null or w.figure_from is not null)
  union all
  select w.id, w.work_type, w.kind, w.unit, w.part_of_id, w.qualifier, w.figure_from, w.as_of, w.completed_on, w.quantity, w.name, w.code, w.path, w.alley_id,
    w.project_id
  from works w
  where w.is_completed and w.part_of_id is null and w.figure_from is null
    and w.id in (select n.part_of_id from works n where n.part_of_id is not null)
), figure as materialized (
  select p.place, c.id, p.share from candidate c join piece p on p.work_id = c.id
  union all
  select o.place, c.id, least(s.share, 1)
  from scope o
  cross join candidate c
  -- Grid by grid of each figure (offset 0): otherwise the grids of the whole district were read for a few hundred figures.
  cross join lateral (select sum(g.share) as share from work_grids g where g.work_id = c.id and in_subtree(g.path, o.path) offset 0) s
  where o.tally_grid_id is not null and s.share > 0
  union all
  -- A programme's works count whole, wherever they lie.
  select o.place, c.id, 1
  from scope o
  join candidate c on c.project_id in (select j.id from projects j where j.programme_id = :tally_programme_id)
), judged as materialized (
  select f.place, w.id, w.work_type, coalesce(w.kind, t.kind) as kind, coalesce(w.unit, t.unit) as unit, w.part_of_id, w.qualifier, w.figure_from, w.as_of,
    w.quantity * round(f.share::numeric, 9) as even_quantity, round(f.share::numeric, 9) as share, w.quantity as whole_quantity,
    coalesce(nullif(w.name, ''), g.name, w.code) as name,
    w.part_of_id is not null or w.figure_from is not null as is_single,
    (:to_on::date is null or coalesce(w.completed_on, w.as_of, '-infinity') <= :to_on) as is_in,
    coalesce((:to_on is null or coalesce(w.as_of, w.completed_on) <= :to_on)
      and case when w.figure_from is not null then w.figure_from >= :from_on::date else w.completed_on >= :from_on end, false) as is_in_period
  from figure f
  join candidate w on w.id = f.id
  join work_types t on t.code = w.work_type
  left join projects j on j.id = w.project_id
  left join programmes r on r.id = j.programme_id
  left join grids g on g.path = w.path and g.valid_to is null
  where (:work_type::text is null or w.work_type = :work_type)
    and (:kind::text is null or coalesce(w.kind, t.kind) = :kind)
    and (:alley_id is null or w.alley_id = :alley_id)
    and (:project_id is null or w.project_id = :project_id)
    and (:programme is null or r.code = :programme)
), partly as materialized (
  -- What lies partly in the place and has figures nested in it: these are looked at wherever they lie.
  select j.place, j.id, quantity_inside(j.whole_quantity, j.share, work_size(w.geom_m), array_agg(p.quantity), array_agg(coalesce(round(f.share::numeric, 9), 0)),
    array_agg(part_size(w.geom_m, p.geom_m))) as quantity
  from judged j
  join works w on w.id = j.id and w.geom_m is not null
  join works p on p.part_of_id = j.id and p.is_completed and p.quantity is not null and p.geom_m is not null
    and (:to_on is null or coalesce(p.completed_on, p.as_of, '-infinity') <= :to_on)
  left join figure f on f.place = j.place and f.id = p.id
  where j.part_of_id is null and j.share < 1 and j.whole_quantity is not null
  group by j.place, j.id, j.whole_quantity, j.share, w.geom_m
), nested as materialized (
  select j.*, coalesce(u.quantity, j.even_quantity) as quantity, u.quantity - j.even_quantity as beyond_even,
    coalesce(whole.is_in, false) as is_inside, h.part_of_id is not null as has_parts,
    j.is_in and not coalesce(whole.is_in, false) as adds, j.is_in_period and not coalesce(whole.is_in_period, false) as adds_in_period
  from judged j
  left join partly u on u.place = j.place and u.id = j.id
  left join judged whole on whole.place = j.place and whole.id = j.part_of_id
  left join (select distinct n.place, n.part_of_id from judged n) h on h.place = j.place and h.part_of_id = j.id
), held as (
  -- What a line holds: nested figures where it is one figure, else the figures that have figures nested in them, or a span of their own.
  select n.place, n.work_type, n.kind, n.unit, json_agg(f.figure order by n.quantity desc nulls last, n.id) filter (where n.is_inside) as parts,
    json_agg(f.figure order by n.quantity desc nulls last, n.id) filter (where n.part_of_id is null and (n.figure_from is not null or n.has_parts)) as wholes
  from nested n
  cross join lateral (select json_build_object('id', n.id, 'name', n.name, 'quantity', n.quantity, 'qualifier', n.qualifier,
    'figureFrom', n.figure_from, 'asOf', n.as_of, 'isPartOf', n.part_of_id is not null) as figure) f
  where n.is_in
  group by n.place, n.work_type, n.kind, n.unit
), edge as (
  -- Months that the period begins or ends within: only these are read by day.
  select distinct date_trunc('month', e.day)::date as first_day, (date_trunc('month', e.day) + interval '1 month - 1 day')::date as last_day
  from (values (:from_on::date - 1), (:to_on)) as e (day)
  where e.day <> (date_trunc('month', e.day) + interval '1 month - 1 day')::date
), counted as (
  select o.place, a.*
  from scope o
  join work_tally a on a.grid_id = o.tally_grid_id and a.by_month and a.day not in (select e.first_day from edge e)
  union all
  select o.place, d.*
  from scope o
  cross join edge e
  cross join lateral (
    select * from work_tally a where a.grid_id = o.tally_grid_id and not a.by_month and a.day between e.first_day and e.last_day offset 0
  ) d
  union all
  -- The same columns, of a programme.
  select o.place, a.*
  from scope o
  join programme_work_tally a on a.programme_id = :tally_programme_id and a.by_month and a.day not in (select e.first_day from edge e)
  union all
  select o.place, a.*
  from scope o
  cross join edge e
  join programme_work_tally a on a.programme_id = :tally_programme_id and not a.by_month and a.day between e.first_day and e.last_day
), taken as (
  -- Row by row (offset 0) for small places: how many pieces there are is not known beforehand, and a guess too high read every work of the district.
  -- Columns by name: a wall may read these, and not who recorded a work.
  select p.place, p.share, w.*
  from piece p
  cross join lateral (
    select k.id, k.work_type, k.kind, k.unit, k.quantity, k.qualifier, k.completed_on, k.as_of, k.is_completed, k.part_of_id, k.figure_from, k.alley_id, k.project_id
    from works k where k.id = p.work_id and not :is_wide::boolean offset 0
  ) w
  union all
  select p.place, p.share, w.id, w.work_type, w.kind, w.unit, w.quantity, w.qualifier, w.completed_on, w.as_of, w.is_completed, w.part_of_id, w.figure_from,
    w.alley_id, w.project_id
  from piece p join works w on w.id = p.work_id where :is_wide
), amount as (
  select a.place, a.work_type, a.kind, a.unit, a.works, a.quantity, a.about, a.more_than,
    (:to_on is null or a.day <= :to_on) as is_in, coalesce(a.is_dated and a.day >= :from_on and (:to_on is null or a.day <= :to_on), false) as is_in_period
  from counted a
  where a.works > 0 and (:work_type is null or a.work_type = :work_type) and (:kind is null or a.kind = :kind)
  union all
  select w.place, w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit), 1, w.quantity * round(w.share::numeric, 9),
    (w.qualifier = 'about')::integer, (w.qualifier = 'more_than')::integer,
    (:to_on is null or coalesce(w.completed_on, w.as_of, '-infinity') <= :to_on),
    coalesce(w.completed_on >= :from_on and (:to_on is null or w.completed_on <= :to_on), false)
  from taken w
  join work_types t on t.code = w.work_type
  where w.is_completed and w.part_of_id is null and w.figure_from is null
    and (:work_type is null or w.work_type = :work_type)
    and (:kind is null or coalesce(w.kind, t.kind) = :kind)
    and (:alley_id is null or w.alley_id = :alley_id)
    and (:project_id is null or w.project_id = :project_id)
    and (:programme is null or exists (select from projects j join programmes r on r.id = j.programme_id where j.id = w.project_id and r.code = :programme))
  union all
  select s.place, s.work_type, s.kind, s.unit, 1, s.quantity, (s.qualifier = 'about')::integer, (s.qualifier = 'more_than')::integer, s.adds, s.adds_in_period
  from nested s
  where s.is_single
  union all
  -- Tallies and pieces spread a whole evenly: what it has more or less here.
  select s.place, s.work_type, s.kind, s.unit, 0, s.beyond_even, 0, 0, s.adds, s.adds_in_period
  from nested s
  where not s.is_single and s.beyond_even is not null
), line as (
  select a.place, a.work_type, a.kind, a.unit,
    coalesce(sum(a.works) filter (where a.is_in), 0)::integer as works, sum(a.quantity) filter (where a.is_in) as quantity,
    coalesce(sum(a.about) filter (where a.is_in), 0) as about, coalesce(sum(a.more_than) filter (where a.is_in), 0) as more_than,
    coalesce(sum(a.works) filter (where a.is_in_period), 0)::integer as period_works, sum(a.quantity) filter (where a.is_in_period) as period_quantity,
    coalesce(sum(a.about) filter (where a.is_in_period), 0) as period_about, coalesce(sum(a.more_than) filter (where a.is_in_period), 0) as period_more_than
  from amount a
  group by a.place, a.work_type, a.kind, a.unit
)
select l.place,
  json_build_object('code', t.code, 'name', t.name, 'nameEn', t.name_en, 'unit', t.unit, 'dimension', t.dimension, 'family', t.family, 'kind', t.kind,
    'version', t.version) as "workType",
  l.kind, l.unit, l.works as "count", l.quantity,
  -- A sum is as vague as its vaguest part.
  case when l.about > 0 then 'about' when l.more_than > 0 then 'more_than' end as "qualifier",
  case when :from_on is not null then json_build_object('count', l.period_works, 'quantity', l.period_quantity,
    'qualifier', case when l.period_about > 0 then 'about' when l.period_more_than > 0 then 'more_than' end) end as "period",
  coalesce(case when l.works > 1 then h.wholes else h.parts end, '[]') as "ofWhich"
from line l
join work_types t on t.code = l.work_type
left join held h on (h.place, h.work_type, h.kind, h.unit) = (l.place, l.work_type, l.kind, l.unit)
where l.works > 0 or l.period_works > 0
order by l.place, t.sort_order, t.code, l.kind collate "C", l.unit collate "C"
