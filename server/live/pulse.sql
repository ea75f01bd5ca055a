-- What there is to do, on the database's clock. Empty queues are found empty by one look at each (partial index events_unstamped).
select
  coalesce((select seq from events where seq is not null order by seq desc limit 1), 0) as "newest",
  (select epoch from event_epoch) as "epoch",
  exists (select from deltas) or exists (select from events where seq is null) as "hasWork",
  lease.holder = :holder::text as "isMine",
  lease.expires_at < clock_timestamp() + :renew_ms::double precision * interval '1 millisecond' as "isEnding",
  lease.expires_at < clock_timestamp() as "isOver"
from (values (1)) as one (row)
left join leases lease on lease.name = 'fold'
