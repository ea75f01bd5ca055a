-- Whatever names the alley that is joined names the other one now. Surveys move with it; copies that a split has made of surveys of this very
-- alley do not: they would count twice in its history.
with issues_moved as (
  update issues set alley_id = :id where alley_id = :other_id
), works_moved as (
  update works set alley_id = :id where alley_id = :other_id
), projects_moved as (
  insert into project_alleys (project_id, alley_id) select project_id, :id::bigint from project_alleys where alley_id = :other_id on conflict do nothing
), components_moved as (
  update street_components set alley_id = :id where alley_id = :other_id
), surveys_moved as (
  update alley_surveys s set alley_id = :id
  where s.alley_id = :other_id and not exists (select from alley_surveys o where o.id = s.copied_from and o.alley_id = :id)
)
delete from grid_members where kind = 'alley' and target_id = :other_id
