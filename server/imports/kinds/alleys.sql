-- A file knows what it says: what it leaves empty (or calls unknown) stays as it is known. What it does say wins over a count, or a kind, that no longer
-- goes with it: that one is unknown then.
insert into alleys as a (code, name, name_status, width_m, length_m, surface, is_dead_end, cables, overhead_m, parking, parking_spaces, geom, geom_m, search_terms,
  attributes)
select s.code, r.name, coalesce(r.name_status, 'unknown'), r.width_m, st_length(m.geom_m), coalesce(r.surface, 'unknown'), r.is_dead_end,
  coalesce(r.cables, 'unknown'), r.overhead_m, coalesce(r.parking, 'unknown'), r.parking_spaces, s.geom, m.geom_m, r.search_terms, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, name_status text, width_m real, surface text, is_dead_end boolean, cables text,
  overhead_m double precision, parking text, parking_spaces integer, search_terms text, attributes jsonb)
cross join lateral (select st_transform(s.geom, :metric_srid::integer) as geom_m) m
where s.import_id = :import_id
on conflict (code) do update
  set name = coalesce(excluded.name, a.name), name_status = coalesce(nullif(excluded.name_status, 'unknown'), a.name_status),
      width_m = coalesce(excluded.width_m, a.width_m), length_m = excluded.length_m, surface = coalesce(nullif(excluded.surface, 'unknown'), a.surface),
      is_dead_end = coalesce(excluded.is_dead_end, a.is_dead_end),
      cables = case
        when excluded.cables = 'unknown' and cables_fit(a.cables, excluded.overhead_m) then a.cables
        else excluded.cables
      end,
      overhead_m = coalesce(excluded.overhead_m, case when cables_fit(excluded.cables, a.overhead_m) then a.overhead_m end),
      parking = case
        when excluded.parking = 'unknown' and parking_fits(a.parking, excluded.parking_spaces) then a.parking
        else excluded.parking
      end,
      parking_spaces = coalesce(excluded.parking_spaces, case when parking_fits(excluded.parking, a.parking_spaces) then a.parking_spaces end),
      geom = excluded.geom, geom_m = excluded.geom_m, search_terms = case when excluded.name is null then a.search_terms else excluded.search_terms end,
      attributes = a.attributes || excluded.attributes
