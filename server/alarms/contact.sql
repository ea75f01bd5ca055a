-- Who can be rung up about an alarm: its unit, and who answers for the place, the smallest grid and the nearest tier first.
select
  (select json_build_object('name', u.name, 'dutyPhone', u.duty_phone) from units u where u.id = coalesce(a.unit_id, i.unit_id)) as unit,
  coalesce((
    select json_agg(json_build_object('name', p.name, 'role', c.role, 'tier', c.tier, 'unitName', u.name, 'dutyPhone', p.duty_phone) order by c.tier desc, c.id)
    from responsibility_chain(a.path, district_day(:now::timestamptz)) c
    join people p on p.id = c.person_id
    left join units u on u.id = c.unit_id
  ), '[]') as people
from alarms a
left join issues i on i.id = a.issue_id
where a.id = :id
