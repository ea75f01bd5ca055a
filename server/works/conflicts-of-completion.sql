-- What an accepted work has that could not be if it was finished on :completed_on: its acceptance before that day, the first monthly check before that month.
select case when a.accepted_on < :completed_on::date then a.accepted_on::text end as "acceptedOn",
  (select to_char(min(c.month), 'YYYY-MM') from work_checks c where c.work_id = :id::bigint and c.month < date_trunc('month', :completed_on::date)) as "checkedMonth"
from (select max(accepted_on) as accepted_on from work_acceptances where work_id = :id and result = 'passed') a
