-- Lists of enterprises, schools and sites of any state: a thousandth of the rows. Without an index of their own a list of a district's exempt schools
-- walked every household of it (4 million targets: 400 ms).
create index household_coverage_other on household_coverage (campaign_id, kind, path, household_id) where kind <> 'household';

-- Knocks that deserve a second look: a few in a hundred.
create index visits_doubtful on visits (campaign_id, household_id) include (flags) where flags <> '{}' and superseded_at is null;
