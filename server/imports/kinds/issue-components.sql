-- Which components an issue is about. A file that does not say so leaves what is known.
with told as materialized (
  select i.id as issue_id, c.id as component_id
  from import_staging s
  join issues i on i.code = s.code
  cross join lateral jsonb_array_elements_text(s.record -> 'components') as named (code)
  join street_components c on c.code = named.code
  where s.import_id = :import_id and jsonb_typeof(s.record -> 'components') = 'array'
), gone as (
  delete from component_issues l
  using issues i, import_staging s
  where i.id = l.issue_id and s.code = i.code and s.import_id = :import_id and jsonb_typeof(s.record -> 'components') = 'array'
    and not exists (select from told t where (t.issue_id, t.component_id) = (l.issue_id, l.component_id))
)
insert into component_issues (component_id, issue_id)
select component_id, issue_id from told
on conflict do nothing
