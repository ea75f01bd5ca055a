-- Once visits have statistics, the planner hashes the whole round by the first column of household_coverage_building to refresh one door
-- (20,000 rows read instead of 50 pages). Everything in this function is a look-up by key, so joins that read a side whole are never right in it.
alter function refresh_household_coverage(bigint, bigint[]) set enable_hashjoin to off;
alter function refresh_household_coverage(bigint, bigint[]) set enable_mergejoin to off;
