-- History begins with the report, in the state it was imported in. An issue that has a history keeps it.
insert into issue_events (issue_id, action, from_state, to_state, holder_level, occurred_at)
select i.id, 'import', null, i.state, i.holder_level, i.reported_at
from import_staging s
join issues i on i.code = s.code
where s.import_id = :import_id and not exists (select from issue_events e where e.issue_id = i.id)
