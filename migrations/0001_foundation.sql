-- Per-district facts, revisions, leases, and the two append-only logs every later room writes to.
-- Nothing here names a schema: the migrator sets search_path to the district's schema (ARCHITECTURE.md, "One district, one schema").

-- path and root are grid paths (text COLLATE "C"). True when path is root itself or lies below it.
-- Written as one closed range plus a filter because `path = root OR path >= root || '/'` makes PostgreSQL
-- choose a BitmapOr, which loses the index order that keyset pages need. A SQL function of one expression is inlined.
create function in_subtree(path text, root text) returns boolean
  language sql immutable parallel safe
  return path collate "C" >= root
     and path collate "C" < root || '0'
     and (path collate "C" = root or path collate "C" >= root || '/');

create table settings (
  key text primary key,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by bigint
);

create table setting_versions (
  key text not null,
  version integer not null,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by bigint,
  primary key (key, version)
);

create table leases (
  name text primary key,
  holder text not null,
  expires_at timestamptz not null
);

-- Revisions start at the clock (seconds since 1970) and only rise: they are in the addresses of tiles that browsers keep for a year, and a
-- database that was made anew must not use one again.
create table layer_revisions (
  layer text primary key,
  revision integer not null default extract(epoch from now())::integer,
  changed_at timestamptz not null default now()
);

-- Which features a revision touched, so that the columnar copy re-reads only those. feature_id null = the whole layer.
create table layer_changes (
  layer text not null,
  revision integer not null,
  feature_id bigint,
  constraint layer_changes_layer_fkey foreign key (layer) references layer_revisions (layer) on delete cascade
);
create index layer_changes_layer_revision on layer_changes (layer, revision);

create table imports (
  id bigint generated always as identity primary key,
  kind text not null,
  file_names text[] not null,
  options jsonb not null default '{}',
  status text not null default 'running' constraint imports_status check (status in ('running', 'loaded', 'refused')),
  rows_read integer not null default 0,
  rows_taken integer not null default 0,
  rows_repaired integer not null default 0,
  rows_asked integer not null default 0,
  rows_refused integer not null default 0,
  person_id bigint,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);

-- One line per row that was not simply taken. outcome: repaired / asked (kept, but somebody should look) / refused.
create table import_rows (
  import_id bigint not null constraint import_rows_import_fkey references imports (id) on delete cascade,
  file_name text not null,
  row_number integer not null,
  outcome text not null constraint import_rows_outcome check (outcome in ('repaired', 'asked', 'refused')),
  reason text not null,
  remedy text not null,
  detail jsonb not null default '{}'
);
create index import_rows_import on import_rows (import_id, row_number);

-- Rows of a running import between file and table, where geometries are checked and repaired. Empty outside an import: the transaction that
-- fills it empties it (temporary tables would be shared by all connections of the embedded engine).
create table import_staging (
  import_id bigint not null constraint import_staging_import_fkey references imports (id) on delete cascade,
  row_index integer not null,
  code text collate "C",
  record jsonb not null,
  geom geometry,
  path text collate "C",
  flags text[] not null default '{}',
  primary key (import_id, row_index)
);
create index import_staging_geom on import_staging using gist (geom);

create table audit_log (
  id bigint generated always as identity primary key,
  occurred_at timestamptz not null default now(),
  person_id bigint,
  role text,
  action text not null,
  subject text not null,
  subject_id bigint,
  reason text,
  detail jsonb not null default '{}'
);

-- Outbox (design: events are hints, rows are truth). payload carries ids and paths only, never personal data.
-- seq is stamped after commit by the one process that holds the lease 'fold'.
create table events (
  id bigint generated always as identity primary key,
  seq bigint,
  type text not null,
  path text collate "C",
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create unique index events_seq on events (seq) where seq is not null;
create index events_unstamped on events (id) where seq is null;

-- Append-only counter changes at the path where they happened; folded into grid_tally for every ancestor.
-- subject 'coverage' | 'issues' | 'works'; kind = households.kind, issues.domain or work type code; measure e.g. 'total', 'covered', 'open'.
create table deltas (
  id bigint generated always as identity primary key,
  subject text not null,
  path text collate "C",
  campaign_id bigint not null default 0,
  kind text not null,
  measure text not null,
  amount numeric not null,
  created_at timestamptz not null default now()
);
