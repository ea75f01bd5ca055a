-- Per subdistrict: homes, share of the residents counted that are 60 and over, homes visited in the round (null = no round at all), and what was spent there on projects in the three years up to :today.
with round as (
  select id from campaigns order by status = 'open' desc, starts_on desc, id desc limit 1
), door as (
  select s.id, count(*) filter (where h.kind = 'household') as households,
    count(*) filter (where c.state = 'covered') as covered, count(*) filter (where c.state not in ('exempt', 'exempt_pending')) as reachable
  from grids s
  join households h on in_subtree(h.path, s.path) and h.archived_at is null
  left join household_coverage c on c.household_id = h.id and c.campaign_id = (select id from round)
  where s.valid_to is null and s.kind = 'basic' and s.level = 2
  group by s.id
), resident as (
  select s.id, sum(r.residents) as residents, sum(r.aged_60) as aged60
  from grids s
  join buildings b on in_subtree(b.path, s.path)
  join building_residents r on r.building_id = b.id
  where s.valid_to is null and s.kind = 'basic' and s.level = 2
  group by s.id
), spent as (
  select s.id, sum(f.paid_minor) as spent_minor
  from grids s
  join projects p on in_subtree(p.path, s.path)
  join project_funds f on f.project_id = p.id and f.year > extract(year from :today::date) - 3 and f.year <= extract(year from :today::date)
  where s.valid_to is null and s.kind = 'basic' and s.level = 2
  group by s.id
)
select s.id, s.code, s.name, coalesce(d.households, 0)::int as households, case when d.reachable > 0 then d.covered::float8 / d.reachable end as coverage,
  coalesce(p.spent_minor, 0)::float8 as "spentMinor",
  case when e.residents > 0 then e.aged60::float8 / e.residents end as "elderlyShare"
from grids s
left join door d on d.id = s.id
left join resident e on e.id = s.id
left join spent p on p.id = s.id
where s.valid_to is null and s.kind = 'basic' and s.level = 2
order by s.path
