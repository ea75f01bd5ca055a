-- Those who moved in after the round was frozen did so one after another, none after the first knock at the door.
update household_coverage c
set joined_at = least(r.frozen_at + make_interval(hours => (c.household_id * 37 % 300)::integer),
  (select min(v.visited_at) from visits v where v.campaign_id = c.campaign_id and v.household_id = c.household_id))
from campaigns r
where r.id = c.campaign_id and c.campaign_id = :campaign_id::bigint and not c.frozen;
