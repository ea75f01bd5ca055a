select
  (select json_agg(json_build_object('code', code, 'name', name, 'nameEn', name_en, 'digs', digs, 'resurfaces', resurfaces, 'needsConsent', needs_consent)
    order by sort_order, code) from project_kinds) as kinds,
  (select json_agg(json_build_object('code', code, 'name', name, 'nameEn', name_en) order by sort_order, code) from fund_sources) as sources,
  (select json_agg(json_build_object('code', code, 'name', name, 'nameEn', name_en, 'isPublication', is_publication) order by sort_order, code)
    from consultation_steps) as steps,
  (select json_build_object('consentShare', consent_share, 'moratoriumYears', moratorium_years, 'clashToleranceM', clash_tolerance_m,
    'clashLeastM', clash_least_m, 'clashLeastM2', clash_least_m2) from project_rules()) as rules
