insert into setting_versions (key, version, value, updated_at, updated_by)
select key, version, value, updated_at, updated_by from settings
on conflict (key, version) do nothing
