-- How many gaps, overlaps and vacant posts lie inside :path (all: null), by kind and tier.
select f.kind, f.tier, count(*)::integer as "count"
from responsibility_findings(district_day(:now), :rule_level::smallint, :rule_tiers::smallint[]) f
where (:path::text is null or in_subtree(f.path, :path)) and (:member_of::bigint is null or f.grid_id = :member_of)
group by f.kind, f.tier
order by f.kind, f.tier
