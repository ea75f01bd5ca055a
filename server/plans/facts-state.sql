-- Whether what was read of a part (:part) under :snapshot, in the history :epoch, is still so; with the snapshot and the history of now.
select pg_current_snapshot()::text as snapshot, e.epoch, pg_current_xact_id_if_assigned() is not null as "isWriting",
  coalesce(
    e.epoch = :epoch and not exists (
      select from plan_fact_changes c
      where c.part = :part and c.xid >= pg_snapshot_xmin(:snapshot::pg_snapshot) and not pg_visible_in_snapshot(c.xid, :snapshot::pg_snapshot)
    ),
    false
  ) as "isFresh"
from event_epoch e
