-- Of each of these works what lies inside :shape, as work-totals.sql counts it up to :to_on.
select w.id, s.share, case when p.sizes is null then w.quantity * s.share
    else quantity_inside(w.quantity, s.share, work_size(w.geom_m), p.quantities, p.shares, p.sizes) end as quantity
from works w
cross join lateral (select round(work_share(w.geom_m, :shape::geometry)::numeric, 9) as share offset 0) s
cross join lateral (
  select array_agg(n.quantity) as quantities, array_agg(round(work_share(n.geom_m, :shape)::numeric, 9)) as shares, array_agg(part_size(w.geom_m, n.geom_m)) as sizes
  from works n
  where n.part_of_id = w.id and w.part_of_id is null and n.is_completed and n.quantity is not null and n.geom_m is not null
    and (:to_on::date is null or coalesce(n.completed_on, n.as_of, '-infinity') <= :to_on)
) p
where w.id = any (:ids::bigint[])
