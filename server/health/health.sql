-- Engine, versions and how many rows each table holds. households and household_coverage may hold millions of rows, so theirs are counted
-- by index-only scans (0.2 s at 4 million after vacuum).
select
  split_part(current_setting('server_version'), ' ', 1) as "postgres",
  split_part(postgis_lib_version(), ' ', 1) as "postgis",
  coalesce((select max(name) from schema_migrations), '') as "migration",
  current_schema() as "district",
  json_build_object(
    'grids', (select count(*) from grids where valid_to is null),
    'households', (select count(*) from households),
    'household_coverage', (select count(*) from household_coverage),
    'visits', (select count(*) from visits),
    'buildings', (select count(*) from buildings),
    'alleys', (select count(*) from alleys),
    'issues', (select count(*) from issues),
    'works', (select count(*) from works),
    'people', (select count(*) from people),
    'imports', (select count(*) from imports)
  ) as "rows",
  (select count(*) from households where path is null) as "householdsOutside"
