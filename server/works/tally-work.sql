-- What a work amounts to is added to the tallies (:sign 1) or taken away (-1), as it is at this moment.
with told as (
  insert into deltas (subject, path, kind, measure, amount)
  select 'works', s.path, w.work_type, 'count', :sign::integer * s.share
  from works w
  join work_grids s on s.work_id = w.id
  where w.id = :id and w.is_completed and w.part_of_id is null
)
select tally_works(array[:id::bigint], :sign::integer)
