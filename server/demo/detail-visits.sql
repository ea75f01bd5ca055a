-- What is known of generated knocks beyond their outcome. Flags come joined by commas: a list of lists is no array of PostgreSQL.
update visits v
set reason = i.reason, answers = coalesce(i.answers, '{}')::jsonb, accuracy_m = i.accuracy_m, flags = coalesce(string_to_array(nullif(i.flags, ''), ','), '{}'),
  position = case when i.lon is not null then st_setsrid(st_makepoint(i.lon, i.lat), 4326) end
from unnest(:ids::bigint[], :reasons::text[], :answers::text[], :lons::float8[], :lats::float8[], :accuracies::real[], :flags::text[])
  as i (id, reason, answers, lon, lat, accuracy_m, flags)
where v.id = i.id
