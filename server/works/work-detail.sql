-- What a list does not show of a work. :day: with the checks that had been made when it ended (null = all). Names, notes and what it was before a correction only for somebody (:known_person).
select st_asgeojson(w.geom, 8)::json as geometry, w.recorded_at as "recordedAt",
  (select coalesce(json_agg(json_build_object('id', i.id, 'code', i.code, 'title', i.title, 'state', i.state, 'reportedAt', i.reported_at,
      'hasHousehold', i.household_id is not null) order by i.reported_at, i.id), '[]')
    from work_asks k join issues i on i.id = k.issue_id where k.work_id = w.id) as asks,
  (select coalesce(json_agg(json_build_object('spot', s.spot, 'before', s.before, 'after', s.after) order by s.spot), '[]')
    from (select f.spot, max(f.photo_id) filter (where f.moment = 'before') as before, max(f.photo_id) filter (where f.moment = 'after') as after
      from work_photos f where f.work_id = w.id group by f.spot) s) as photos,
  (select coalesce(json_agg(json_build_object('id', a.id, 'result', a.result, 'acceptedOn', a.accepted_on, 'plannedQuantity', a.planned_quantity,
      'doneQuantity', a.done_quantity, 'standards', a.standards, 'note', case when :known_person::boolean then a.note end,
      'person', case when :known_person and p.id is not null then json_build_object('id', p.id, 'name', p.name) end) order by a.accepted_on desc, a.id desc), '[]')
    from work_acceptances a left join people p on p.id = a.person_id where a.work_id = w.id) as acceptances,
  (select coalesce(json_agg(json_build_object('id', c.id, 'month', to_char(c.month, 'YYYY-MM'), 'score', c.score, 'checkedOn', c.checked_on, 'checker', c.checker,
      'grade', g.grade, 'change', g.change,
      'earlier', (select coalesce(json_agg(json_build_object('score', e.score, 'checkedOn', e.checked_on) order by e.id), '[]')
        from work_checks e where e.work_id = c.work_id and e.month = c.month and e.id < c.id),
      'reason', case when :known_person then c.reason end, 'note', case when :known_person then c.note end,
      'person', case when :known_person and p.id is not null then json_build_object('id', p.id, 'name', p.name) end) order by c.month desc), '[]')
    from work_check_grades(w.id, :day::date) g join work_checks c on c.id = g.check_id left join people p on p.id = c.person_id) as checks,
  (select json_build_object('passesFrom', r.passes_from, 'restoreMonths', r.restore_months) from work_check_rules() r) as "checkRules",
  (select coalesce(json_agg(json_build_object('id', v.id, 'reason', v.reason, 'occurredAt', v.occurred_at,
      'personName', case when :known_person then p.name end, 'before', v.before) order by v.occurred_at desc, v.id desc), '[]')
    from work_revisions v left join people p on p.id = v.person_id where v.work_id = w.id) as corrections
from works w
where w.id = :id
