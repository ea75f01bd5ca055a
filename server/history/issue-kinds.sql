-- Domains that issues have had, in order.
select coalesce(array_agg(distinct domain order by domain), '{}') as kinds from issues
