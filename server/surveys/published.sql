-- Standards, measures with their breakpoints, and checklists in all versions, the newest first.
select
  (select json_agg(json_build_object('code', code, 'name', name, 'nameEn', name_en, 'failsFrom', fails_from) order by sort_order) from alley_standards) as standards,
  (select json_agg(json_build_object('code', m.code, 'standard', m.standard, 'name', m.name, 'nameEn', m.name_en, 'unit', m.unit, 'basis', m.basis,
      'most', m.most, 'version', m.version, 'source', m.source,
      'breakpoints', (select json_agg(json_build_array(p.x, p.need) order by p.x) from unnest(m.xs, m.needs) as p (x, need))) order by s.sort_order, m.code)
    from standard_measures m join alley_standards s on s.code = m.standard) as measures,
  (select json_agg(json_build_object('code', l.code, 'version', l.version, 'name', l.name, 'nameEn', l.name_en, 'source', l.source, 'validFrom', l.valid_from,
      'items', (select json_agg(json_build_object('code', i.code, 'standard', i.standard, 'kind', i.kind, 'measure', i.measure, 'points', i.points, 'unit', i.unit,
          'name', i.name, 'nameEn', i.name_en) order by i.sort_order)
        from survey_checklist_items i where i.checklist_code = l.code and i.checklist_version = l.version)) order by l.code, l.version desc)
    from survey_checklists l) as checklists,
  (select target_lux from alley_rules()) as "targetLux"
