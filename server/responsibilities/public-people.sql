-- Duty contacts at :path that are marked public: name, role, duty phone, and nothing else of them.
select c.tier, p.name, coalesce(p.duty_phone, u.duty_phone) as "dutyPhone"
from responsibility_chain(:path, district_day(:now)) c
join people p on p.id = c.person_id and p.is_public
left join units u on u.id = c.unit_id
where c.is_whole
order by c.tier, c.id
