-- Dated surveys of an alley, the newest first.
select id, standard, meets, need, measured_value as "measuredValue", measured_unit as "measuredUnit", surveyed_on as "surveyedOn", note
from alley_surveys
where alley_id = :id
order by surveyed_on desc, id desc
