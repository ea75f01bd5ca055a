-- Duty contacts at each of :paths that are marked public: name, role, duty phone, and nothing else of them.
select asked.path, c.tier, p.name, coalesce(p.duty_phone, u.duty_phone) as "dutyPhone"
from unnest(:paths::text[]) as asked (path)
cross join lateral responsibility_chain(asked.path, district_day(:now)) c
join people p on p.id = c.person_id and p.is_public
left join units u on u.id = c.unit_id
where c.is_whole
order by asked.path, c.tier, c.id
