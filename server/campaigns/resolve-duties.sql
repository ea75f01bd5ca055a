-- Duties as sent, with the ids of what they name; null where there is no such grid, person or unit.
select (w.ordinality - 1)::integer as index, g.id as "gridId", w.kind, w.person_id as "wantedPerson", p.id as "personId", w.unit as "wantedUnit", u.id as "unitId"
from unnest(:grids::text[], :kinds::text[], :people::bigint[], :units::text[]) with ordinality as w (grid, kind, person_id, unit, ordinality)
left join grids g on g.code = w.grid and g.valid_to is null
left join people p on p.id = w.person_id and p.is_active
left join units u on u.code = w.unit
order by w.ordinality
