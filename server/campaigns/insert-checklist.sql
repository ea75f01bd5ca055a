-- The next version of a checklist; two authors at once get two versions or one of them a clash of keys.
insert into checklists (code, version, name, questions, created_by)
select :code::text, coalesce(max(version), 0) + 1, :name::text, :questions::jsonb, :person_id::bigint from checklists where code = :code
returning code, version, name, questions
