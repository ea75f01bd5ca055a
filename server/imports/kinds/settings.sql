-- A value that is the same again makes no new version.
insert into settings as s (key, value, updated_by)
select i.code, i.record -> 'value', nullif(current_setting('app.actor_id', true), '')::bigint
from import_staging i
where i.import_id = :import_id
on conflict (key) do update
  set value = excluded.value, version = s.version + 1, updated_at = now(), updated_by = excluded.updated_by
  where s.value <> excluded.value
