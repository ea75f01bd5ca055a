-- Surveys of alleys with the middle of what they found.
select alley_id as "alleyId", standard, surveyed_on::text as "surveyedOn", ((coalesce(need_min, need) + coalesce(need_max, need)) / 2)::float8 as need
from alley_surveys
where alley_id = any (:ids) and superseded_at is null and coalesce(need_min, need) is not null and coalesce(need_max, need) is not null
order by alley_id, standard, surveyed_on, id
