-- Revisions follow the clock (seconds since 1970) and always rise: a database that was made anew must not reuse the address of a tile
-- that some browser keeps for a year.
with bumped as (
  insert into layer_revisions as r (layer, revision, changed_at)
  values (:layer, extract(epoch from now())::integer, now())
  on conflict (layer) do update
    set revision = greatest(r.revision + 1, excluded.revision), changed_at = excluded.changed_at
  returning layer, revision
), forgotten as (
  -- Whoever reads the whole layer anew needs to know nothing of what went before.
  delete from layer_changes where layer = :layer and :ids::bigint[] is null
), noted as (
  insert into layer_changes (layer, revision, feature_id)
  select b.layer, b.revision, f.id
  from bumped b
  cross join unnest(coalesce(:ids::bigint[], array[null]::bigint[])) as f (id)
)
select revision from bumped
