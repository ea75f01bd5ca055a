-- How a set of weights was made, and residents counted by building: what the planner knows of the old without knowing any of them.

-- {"by": "direct" | "preset" | "ahp", …} of sets of weights (server/plans/sets-contract.ts).
alter table plan_sets
  add column made jsonb not null default '{"by": "direct"}',
  add constraint plan_sets_made check (made ->> 'by' in ('direct', 'preset', 'ahp'));

-- Counts, never persons. A building without a row has not been counted, which is not the same as nobody old.
create table building_residents (
  building_id bigint primary key constraint building_residents_building_fkey references buildings (id) on delete cascade,
  residents integer not null,
  aged_60 integer not null,
  counted_on date not null,
  source text not null,
  constraint building_residents_counts check (aged_60 between 0 and residents)
);
