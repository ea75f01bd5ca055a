-- Where on an alley something was found, and where it is not known whether it is dark.

-- A find of a survey at a place on the line: the survey's item says what all finds of its kind amount to, the find where one of them is.
-- geom: the place on the alley's line nearest to where the surveyor tapped. position: the order they were sent in.
create table alley_survey_finds (
  id bigint generated always as identity primary key,
  survey_id bigint not null constraint alley_survey_finds_survey_fkey references alley_surveys (id) on delete cascade,
  item_code text not null,
  position smallint not null,
  value double precision,
  note text,
  geom geometry(Point, 4326) not null,
  constraint alley_survey_finds_once unique (survey_id, position)
);
create index alley_survey_finds_geom on alley_survey_finds using gist (geom);

-- Which photo shows which find; null = the item as a whole.
alter table alley_survey_photos add column find_id bigint constraint alley_survey_photos_find_fkey references alley_survey_finds (id) on delete cascade;
create index alley_survey_photos_find on alley_survey_photos (find_id) where find_id is not null;

alter table alley_facts add column unsure_geom geometry;
drop function alley_darkness(bigint[]);
-- Where alleys are dark; null = all alleys. Each lamp lights a stretch of each straight piece of the line, by Pythagoras and so exactly; what no
-- stretch holds is dark. (Cutting the line with the union of circles took 20 s for 1,000 alleys and 20,000 lamps.)
-- unsure_geom: the part of dark_geom that is lit if the lamps whose condition is unknown work.
-- dark_max_m and dark_geom: farther than lamp_reach_m from a lamp that works; dark_min_m: from any lamp not known to be out. Metres of the metric zone.
create function alley_darkness(ids bigint[]) returns table (alley_id bigint, dark_min_m double precision, dark_max_m double precision, dark_geom geometry,
    unsure_geom geometry)
  language sql stable
  set jit to off
  begin atomic
    with rules as materialized (select * from alley_rules()
    ), part as materialized (
      select a.id, d.path[1] as part, d.geom, st_length(d.geom) as part_m
      from alleys a
      cross join rules r
      cross join lateral st_dump(a.geom_m) d
      where (ids is null or a.id = any (ids))
        and exists (select from street_components c where c.kind = 'lamp' and st_dwithin(c.geom_m, a.geom_m, r.lamp_inventory_m))
    ), piece as materialized (
      select id, part, ax, ay, bx, by, piece_m, sum(piece_m) over (partition by id, part order by index) - piece_m as start_m
      from (
        select p.id, p.part, s.path[1] as index, st_length(s.geom) as piece_m, st_x(st_startpoint(s.geom)) as ax, st_y(st_startpoint(s.geom)) as ay,
          st_x(st_endpoint(s.geom)) as bx, st_y(st_endpoint(s.geom)) as by
        from part p
        cross join lateral st_dumpsegments(p.geom) s
      ) straight
      where piece_m > 0
    ), out_of_order as materialized (
      select l.component_id from component_issues l join issues i on i.id = l.issue_id where i.is_open
    ), lamp as materialized (
      select p.id, p.part, c.status = 'working' as works, st_x(c.geom_m) as x, st_y(c.geom_m) as y
      from part p
      cross join rules r
      join street_components c on c.kind = 'lamp' and c.status <> 'faulty' and st_dwithin(c.geom_m, p.geom, r.lamp_reach_m)
      where c.id not in (select component_id from out_of_order)
    ), lit as (
      select l.id, l.part, l.works, numrange((s.start_m + reach.from_m)::numeric, (s.start_m + reach.to_m)::numeric) as stretch
      from lamp l
      join piece s on s.id = l.id and s.part = l.part
      cross join rules r
      cross join lateral (select ((l.x - s.ax) * (s.bx - s.ax) + (l.y - s.ay) * (s.by - s.ay)) / s.piece_m as along_m) foot
      cross join lateral (select r.lamp_reach_m ^ 2 - ((l.x - s.ax) ^ 2 + (l.y - s.ay) ^ 2 - foot.along_m ^ 2) as half2) chord
      cross join lateral (
        select greatest(0, foot.along_m - sqrt(greatest(0, chord.half2))) as from_m, least(s.piece_m, foot.along_m + sqrt(greatest(0, chord.half2))) as to_m
      ) reach
      where chord.half2 > 0 and reach.from_m < reach.to_m
    ), dark as materialized (
      select p.id, p.geom, p.part_m,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch) filter (where l.works), '{}') as most,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch), '{}') as least
      from part p
      left join lit l on l.id = p.id and l.part = p.part
      group by p.id, p.part, p.geom, p.part_m
    )
    select d.id, coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.least) x))::float8, 0), coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.most) x))::float8, 0),
      st_collectionextract(st_collect((select st_collect(st_linesubstring(d.geom, least(1, lower(x)::float8 / d.part_m), least(1, upper(x)::float8 / d.part_m)))
        -- Less than a centimetre is rounding between two lights.
        from unnest(d.most) x where upper(x) - lower(x) > 0.01)), 2),
      st_collectionextract(st_collect((select st_collect(st_linesubstring(d.geom, least(1, lower(x)::float8 / d.part_m), least(1, upper(x)::float8 / d.part_m)))
        from unnest(d.most - d.least) x where upper(x) - lower(x) > 0.01)), 2)
    from dark d
    where d.part_m > 0
    group by d.id;
  end;

-- Computes alley_facts anew for these alleys and those that touch them; null = all.
-- served_households: homes within served_m of the alley, or of a lane that is reached only through it (it touches one other way, an alley, and no
-- road), however many such lanes follow one another. Found through the paths of the grids in reach: households have no index by place.
create or replace function refresh_alley_facts(ids bigint[] default null) returns void
  language plpgsql
  set jit to off
  as $$
declare
  wanted bigint[];
  rules record;
begin
  select * into rules from alley_rules();
  if ids is not null then
    select array_agg(distinct o.id) into wanted from alleys a join alleys o on st_dwithin(o.geom_m, a.geom_m, rules.junction_m) where a.id = any (ids);
    if wanted is null then return; end if;
  end if;

  update street_components c set alley_id = nearest.id
  from street_components o
  left join lateral (
    select a.id from alleys a where st_dwithin(a.geom_m, o.geom_m, rules.components_m) order by st_distance(a.geom_m, o.geom_m), a.id limit 1
  ) nearest on true
  where c.id = o.id and c.alley_id is distinct from nearest.id
    and (wanted is null or o.alley_id = any (wanted)
      or exists (select from alleys t where t.id = any (wanted) and st_dwithin(t.geom_m, o.geom_m, rules.components_m)));

  insert into alley_facts as f (alley_id, lamps, working_lamps, drains, faulty_drains, served_households, only_way_id, refreshed_at)
  select t.id, 0, 0, 0, 0, 0, case when cardinality(touching.ids) = 1 and not roads.any_near then touching.ids[1] end, now()
  from alleys t
  cross join lateral (
    select array_agg(o.id) as ids from alleys o where o.id <> t.id and st_dwithin(o.geom_m, t.geom_m, rules.junction_m)
  ) touching
  cross join lateral (
    select exists (select from base_features b where b.layer = 'roads' and b.geom && st_expand(t.geom, 0.0005)
      and st_dwithin(b.geom::geography, t.geom::geography, coalesce(b.width_m, 6) / 2 + rules.junction_m)) as any_near
  ) roads
  where wanted is null or t.id = any (wanted)
  on conflict (alley_id) do update set only_way_id = excluded.only_way_id, refreshed_at = excluded.refreshed_at;

  update alley_facts f
  set lamps = c.lamps, working_lamps = c.working_lamps, drains = c.drains, faulty_drains = c.faulty_drains, dark_geom = d.dark_geom,
    unsure_geom = d.unsure_geom,
    dark_min_m = d.dark_min_m / nullif(st_length(t.geom_m), 0) * t.length_m, dark_max_m = d.dark_max_m / nullif(st_length(t.geom_m), 0) * t.length_m,
    served_households = s.households
  from alleys t
  cross join lateral (
    select count(*) filter (where o.kind = 'lamp') as lamps, count(*) filter (where o.kind = 'lamp' and o.condition = 'working') as working_lamps,
      count(*) filter (where o.kind <> 'lamp') as drains, count(*) filter (where o.kind <> 'lamp' and o.condition = 'faulty') as faulty_drains
    from component_conditions o where o.alley_id = t.id
  ) c
  left join alley_darkness(wanted) d on d.alley_id = t.id
  cross join lateral (
    with recursive lane (id) as (
      select t.id
      union
      select o.alley_id from lane
      join alley_facts own on own.alley_id = lane.id
      -- Two that lead only to one another lead nowhere.
      join alley_facts o on o.only_way_id = lane.id and own.only_way_id is distinct from o.alley_id
    )
    select count(distinct h.id) as households
    from lane
    join alleys a on a.id = lane.id
    -- offset 0: computed once a lane, not once a home (48 ms an alley instead of 2).
    cross join lateral (select st_transform(st_buffer(a.geom_m, rules.served_m, 32), 4326) as geom offset 0) area
    join grids g on g.valid_to is null and g.kind = 'basic' and g.geom && area.geom
    join households h on h.path = g.path and h.kind = 'household' and h.archived_at is null and st_intersects(area.geom, h.geom)
  ) s
  where f.alley_id = t.id and (wanted is null or t.id = any (wanted));
end $$;

select refresh_alley_facts() where exists (select from alleys);
