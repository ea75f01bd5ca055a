-- Who asked for a work, anew.
with gone as (
  delete from work_asks where work_id = :id::bigint and issue_id <> all (:issue_ids::bigint[])
)
insert into work_asks (work_id, issue_id) select :id, issue_id from unnest(:issue_ids) as issue_id on conflict do nothing
