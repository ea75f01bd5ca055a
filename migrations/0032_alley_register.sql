-- What the register knows of the cables above an alley and of parking along it. Unknown is not zero: null where nobody has counted.

-- Whether a count goes with its kind; what is not known contradicts nothing. (In words, for whoever types or imports: geodata/cables-parking.ts.)
create function cables_fit(cables text, overhead_m float8) returns boolean
  language sql immutable
  return case
    when overhead_m is null then true
    when cables in ('buried', 'none') then overhead_m = 0
    when cables in ('overhead', 'partly_buried') then overhead_m > 0
    else true
  end;
create function parking_fits(parking text, spaces integer) returns boolean
  language sql immutable
  return parking <> 'none' or spaces is null or spaces = 0;

alter table alleys
  add column cables text not null default 'unknown'
    constraint alleys_cables check (cables in ('overhead', 'partly_buried', 'buried', 'none', 'unknown')),
  add column overhead_m double precision constraint alleys_overhead_m check (overhead_m between 0 and 100000),
  add column parking text not null default 'unknown'
    constraint alleys_parking check (parking in ('none', 'one_side', 'both_sides', 'bays', 'unknown')),
  add column parking_spaces integer constraint alleys_parking_spaces check (parking_spaces between 0 and 100000),
  add constraint alleys_cables_fit check (cables_fit(cables, overhead_m)),
  add constraint alleys_parking_fits check (parking_fits(parking, parking_spaces));

-- Where there are none, none need counting: the count is 0 and known.
create function settle_alley_counts() returns trigger
  language plpgsql as $$
begin
  if new.cables in ('buried', 'none') then new.overhead_m := coalesce(new.overhead_m, 0); end if;
  if new.parking = 'none' then new.parking_spaces := coalesce(new.parking_spaces, 0); end if;
  return new;
end $$;
create trigger alleys_settle_counts before insert or update of cables, overhead_m, parking, parking_spaces on alleys
  for each row execute function settle_alley_counts();

-- The register is corrected by hand, too: changes = the columns that were corrected, each with what stood there and what stands there since.
alter table alley_revisions
  drop constraint alley_revisions_action,
  add constraint alley_revisions_action check (action in ('redraw', 'split', 'split_off', 'join', 'joined_into', 'amend')),
  add column changes jsonb,
  add constraint alley_revisions_changes check ((action = 'amend') = (changes is not null));

-- The list reads the tables themselves (server/alleys/alleys.sql); nothing has asked this view for long.
drop view alley_rows;
