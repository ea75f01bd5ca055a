-- Never below the clock: see layer_revisions.
with bumped as (
  insert into layer_revisions as r (layer) values (:layer)
  on conflict (layer) do update
    set revision = greatest(r.revision + 1, excluded.revision), changed_at = excluded.changed_at
  returning layer, revision
), forgotten as (
  -- Whoever reads the whole layer anew needs to know nothing of what went before; so does a copy that is very old.
  delete from layer_changes c using bumped b
  where c.layer = b.layer and (:ids::bigint[] is null or c.revision < b.revision - :kept)
), noted as (
  insert into layer_changes (layer, revision, feature_id)
  select b.layer, b.revision, f.id
  from bumped b
  cross join unnest(coalesce(:ids::bigint[], array[null]::bigint[])) as f (id)
)
select revision from bumped
