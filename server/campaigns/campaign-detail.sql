-- One round with what it was made of.
select c.id, c.code, c.name, c.kind, c.status, c.starts_on as "startsOn", c.ends_on as "endsOn",
  case when c.status = 'open' and today.day >= c.starts_on then today.day - c.starts_on + 1 end as "dayNumber",
  c.frozen_at as "frozenAt", c.closed_at as "closedAt", c.kinds,
  case when s.id is not null then json_build_object('code', s.code, 'states', c.source_states, 'sampleShare', c.sample_share) end as source,
  case when l.code is not null then json_build_object('code', l.code, 'version', l.version, 'name', l.name, 'questions', l.questions) end as checklist,
  (select coalesce(json_object_agg(k.kind, coalesce(n.frozen, 0)), '{}')
   from unnest(:kinds::text[]) as k (kind)
   left join (select h.kind, count(*) as frozen from household_coverage h where h.campaign_id = c.id and h.frozen group by h.kind) n on n.kind = k.kind) as frozen
from campaigns c
left join campaigns s on s.id = c.source_campaign_id
left join checklists l on l.code = c.checklist_code and l.version = c.checklist_version
cross join (
  select (:now::timestamptz at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'))::date as day
) today
where c.code = :code
