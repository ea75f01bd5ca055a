-- The round of a visit, held open until the transaction ends: whoever closes it locks the row for update and so waits for us. The lock is the
-- one the foreign key takes anyway.
select c.id, c.code, c.status, c.starts_on::timestamp at time zone z.name as "startsAt",
  (select l.questions from checklists l where l.code = c.checklist_code and l.version = c.checklist_version) as questions
from campaigns c
cross join (select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name) z
where (:code::text is not null and c.code = :code) or (:id::bigint is not null and c.id = :id)
for key share of c
