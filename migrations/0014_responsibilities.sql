-- Who answers for which grid (五包) in full: what the contract names, for how long, for which part of the duty; and the service lines of the
-- contact card (便民联系卡).

-- Whether name, role and duty phone may stand on the card and on the public page. Nobody's do unless somebody says so.
alter table people add column is_public boolean not null default false;

alter table responsibilities
  -- 包专线 line, 包路段 road_section, 包社区 community, 包网格 grid; null = not recorded. A line or a road section is a part of the grid.
  add column scope_type text constraint responsibilities_scope_type check (scope_type in ('line', 'road_section', 'community', 'grid')),
  -- The part of the duty, where several divide it (0 to 1); null = undivided.
  add column share numeric constraint responsibilities_share check (share > 0 and share <= 1),
  -- valid_to is the first day it holds no more; null = open.
  add column valid_from date,
  add column valid_to date,
  add constraint responsibilities_validity check (valid_to > valid_from);

-- Heads and phones of what every household needs (water, power, city management, insurance). A line holds for its grid and all below it; where the
-- same service is named nearer, the nearer one holds. grid_id null = the whole district.
create table contacts (
  id bigint generated always as identity primary key,
  code text not null constraint contacts_code_key unique,
  grid_id bigint constraint contacts_grid_fkey references grids (id) on delete cascade,
  service text not null,
  service_en text,
  office text,
  head_name text,
  phone text not null,
  sort_order smallint not null default 100,
  is_public boolean not null default true,
  attributes jsonb not null default '{}'
);
create index contacts_grid on contacts (grid_id);

-- The calendar day of a moment in the district.
create function district_day(at timestamptz) returns date
  language sql stable parallel safe
  begin atomic
    select (at at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'))::date;
  end;

-- The responsibilities somebody holds on a day: the person is in post, the term has begun and is not over. is_whole: for the whole grid, not only
-- for a line or a road section in it.
create function held_responsibilities(day date)
  returns table (id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, is_whole boolean)
  language sql stable parallel safe
  begin atomic
    select r.id, r.grid_id, r.tier, r.person_id, coalesce(r.unit_id, p.unit_id), r.role, r.scope_type, r.share,
      coalesce(r.scope_type not in ('line', 'road_section'), true)
    from responsibilities r
    join people p on p.id = r.person_id and p.is_active
    where (r.valid_from is null or r.valid_from <= day) and (r.valid_to is null or r.valid_to > day);
  end;

-- Who answers at a path, tier by tier: those of the nearest grid, itself or above, that has somebody for the whole of it; and who has a line or a
-- road section in the grid itself. The one definition behind cards, lists, map and public page.
create function responsibility_chain(of_path text, day date)
  returns table (id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, is_whole boolean)
  language sql stable parallel safe
  begin atomic
    select c.id, c.grid_id, c.tier, c.person_id, c.unit_id, c.role, c.scope_type, c.share, c.is_whole
    from (
      select h.*, g.path, max(length(g.path)) filter (where h.is_whole) over (partition by h.tier) as nearest
      from path_ancestors(of_path) as a (path)
      join grids g on g.path = a.path and g.valid_to is null
      join held_responsibilities(day) h on h.grid_id = g.id
    ) c
    where case when c.is_whole then length(c.path) = c.nearest else c.path = of_path end;
  end;

-- How each basic grid stands in one tier: holders = those who answer for the whole of it, own or inherited from holder_path; 0 = nobody.
-- is_divided: one holder, or each of several has a share.
create function tier_standing(of_tier smallint, day date)
  returns table (grid_id bigint, path text, level smallint, holders integer, is_divided boolean, holder_path text)
  language sql stable parallel safe
  begin atomic
    with held as materialized (
      select g.path, count(*)::integer as holders, count(*) = 1 or bool_and(h.share is not null) as is_divided
      from held_responsibilities(day) h
      join grids g on g.id = h.grid_id and g.valid_to is null and g.kind = 'basic'
      where h.tier = of_tier and h.is_whole
      group by g.path
    )
    select distinct on (g.id) g.id, g.path, g.level, coalesce(held.holders, 0), coalesce(held.is_divided, true), held.path
    from grids g
    cross join lateral path_ancestors(g.path) as a (path)
    left join held on held.path = a.path
    where g.valid_to is null and g.kind = 'basic'
    order by g.id, held.path is null, length(held.path) desc;
  end;

-- What is wrong in the matrix. gap: in a basic grid of rule_level nobody holds one of rule_tiers, itself or from above. overlap: two or more hold a
-- tier of one grid undivided (grids that overlap one another on the ground are none). vacant: whoever held a tier of a grid has left or his term is
-- over, and nobody follows there.
create function responsibility_findings(day date, rule_level smallint, rule_tiers smallint[])
  returns table (kind text, tier smallint, grid_id bigint, path text)
  language sql stable parallel safe
  begin atomic
    select 'gap', t.tier, s.grid_id, s.path
    from unnest(rule_tiers) as t (tier)
    cross join lateral tier_standing(t.tier, day) s
    where s.level = rule_level and s.holders = 0
    union all
    select 'overlap', h.tier, g.id, g.path
    from held_responsibilities(day) h
    join grids g on g.id = h.grid_id and g.valid_to is null
    where h.is_whole
    group by h.tier, g.id
    having count(*) > 1 and bool_or(h.share is null)
    union all
    select 'vacant', r.tier, g.id, g.path
    from responsibilities r
    join people p on p.id = r.person_id
    join grids g on g.id = r.grid_id and g.valid_to is null
    where (not p.is_active or r.valid_to <= day)
      and not exists (select from held_responsibilities(day) h where h.grid_id = r.grid_id and h.tier = r.tier and h.is_whole)
    group by r.tier, g.id;
  end;
