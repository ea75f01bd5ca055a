-- What one project has beyond its row in a list. Without known_person nobody is named.
select p.note, p.documents, r.consent_share as "consentThreshold",
  coalesce((select json_agg(json_build_object('source', f.source, 'year', f.year, 'plannedMinor', f.planned_minor, 'paidMinor', f.paid_minor)
    order by f.year, s.sort_order) from project_funds f join fund_sources s on s.code = f.source where f.project_id = p.id), '[]') as funds,
  coalesce((select json_agg(json_build_object('name', m.name, 'dueOn', m.due_on, 'doneOn', m.done_on,
    'isLate', coalesce(m.done_on, :today::date) > m.due_on, 'note', m.note) order by m.due_on, m.id) from project_milestones m where m.project_id = p.id), '[]')
    as "milestoneList",
  coalesce((select json_agg(json_build_object('step', c.step, 'heldOn', c.held_on, 'publishedTo', c.published_to, 'asked', c.asked, 'answered', c.answered, 'agreed', c.agreed, 'note', c.note)
    order by c.held_on, c.id) from project_consultations c where c.project_id = p.id), '[]') as consultations,
  coalesce((select json_agg(json_build_object('action', e.action, 'fromPhase', e.from_phase, 'toPhase', e.to_phase, 'happenedOn', e.happened_on,
    'reason', e.reason, 'personName', case when :known_person::boolean then o.name end) order by e.happened_on desc, e.id desc)
    from project_events e left join people o on o.id = e.person_id where e.project_id = p.id), '[]') as history,
  coalesce((select json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name) order by a.code)
    from project_alleys l join alleys a on a.id = l.alley_id where l.project_id = p.id), '[]') as alleys,
  coalesce((select json_agg(json_build_object('id', w.id, 'name', w.name, 'workType', w.work_type, 'typeName', t.name, 'typeNameEn', t.name_en,
    'quantity', w.quantity, 'unit', coalesce(w.unit, t.unit), 'qualifier', w.qualifier, 'phase', w.phase, 'completedOn', w.completed_on)
    order by t.sort_order, w.id) from works w join work_types t on t.code = w.work_type where w.project_id = p.id), '[]') as works
from projects p
cross join project_rules() r
where p.id = :id
