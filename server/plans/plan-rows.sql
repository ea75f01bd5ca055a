-- Saved plans, the newest first; :id = one of them.
select l.id, coalesce(l.series_id, l.id) as "seriesId", l.name, l.version, l.status, l.note,
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person, l.created_at as "createdAt",
  (l.inputs #>> '{spec,startYear}')::int as "startYear", (l.inputs #>> '{spec,years}')::int as years,
  (select coalesce(sum((b ->> 'amountMinor')::float8), 0) from jsonb_array_elements(l.inputs #> '{spec,budgets}') b) as "budgetMinor",
  coalesce((l.result #>> '{optimum,alleys}')::int, (l.result #>> '{greedy,alleys}')::int, 0) as alleys,
  coalesce((l.result ->> 'value')::float8, 0) as value, (l.result ->> 'gap')::float8 as gap
from plans l
left join people p on p.id = l.person_id
where l.result is not null and l.fingerprint is not null and (:id::bigint is null or l.id = :id)
order by l.created_at desc, l.id desc
