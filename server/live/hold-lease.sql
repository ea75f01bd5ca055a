-- Takes the lease when it is free or over, prolongs it when it is ours; no row = somebody else has it. The row stays locked until the end of the
-- transaction: whoever folds in it folds alone, whatever the clocks say.
insert into leases as l (name, holder, expires_at)
values (:name, :holder, clock_timestamp() + :hold_ms::double precision * interval '1 millisecond')
on conflict (name) do update set holder = excluded.holder, expires_at = clock_timestamp() + :hold_ms::double precision * interval '1 millisecond'
where l.holder = excluded.holder or l.expires_at < clock_timestamp()
returning holder
