-- Photos of the newest survey of an alley by standard.
select s.standard, array_agg(distinct p.photo_id) as "photoIds"
from (
  select distinct on (standard) id, standard from alley_surveys where alley_id = :id and superseded_at is null order by standard, surveyed_on desc, id desc
) s
join alley_survey_photos p on p.survey_id = s.id
group by s.standard
