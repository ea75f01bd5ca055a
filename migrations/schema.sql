-- The schema after all migrations, written by `npm run db:dump`. Read it; change it by a new migration.

CREATE TABLE settings (
    key text NOT NULL,
    value jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint
);

CREATE FUNCTION alley_rules(OUT lamp_reach_m double precision, OUT lamp_inventory_m double precision, OUT target_lux double precision, OUT served_m double precision, OUT components_m double precision, OUT junction_m double precision) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(((r.value ->> 'lampReachM'::text))::double precision, (25)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'lampInventoryM'::text))::double precision, (100)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'targetLux'::text))::double precision, (5)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'servedM'::text))::double precision, (50)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'componentsM'::text))::double precision, (10)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'junctionM'::text))::double precision, (2)::double precision) AS "coalesce"
    FROM (( VALUES (1)) one(n)
      LEFT JOIN settings r ON ((r.key = 'alley_rules'::text)));
END;

CREATE FUNCTION cables_fit(cables text, overhead_m double precision) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (overhead_m IS NULL) THEN true WHEN (cables = ANY (ARRAY['buried'::text, 'none'::text])) THEN (overhead_m = (0)::double precision) WHEN (cables = ANY (ARRAY['overhead'::text, 'partly_buried'::text])) THEN (overhead_m > (0)::double precision) ELSE true END;

CREATE FUNCTION lateness_bounds(at timestamp with time zone, OUT overdue_long_before timestamp with time zone, OUT due_today_until timestamp with time zone) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH zone AS (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), calendar AS (
          SELECT COALESCE(( SELECT settings.value
                    FROM settings
                   WHERE (settings.key = 'working_calendar'::text)), '{"dayEnd": "17:00", "holidays": [], "makeUpDays": [], "workingWeekdays": [1, 2, 3, 4, 5]}'::jsonb) AS value
         ), today AS (
          SELECT ((lateness_bounds.at AT TIME ZONE zone_1.name))::date AS day
            FROM zone zone_1
         ), worked AS (
          SELECT (d.d)::date AS day
            FROM today today_1,
             calendar calendar_1,
             LATERAL generate_series(((today_1.day - 60))::timestamp with time zone, (today_1.day)::timestamp with time zone, '1 day'::interval) d(d)
           WHERE (((calendar_1.value -> 'makeUpDays'::text) @> to_jsonb(to_char(d.d, 'YYYY-MM-DD'::text))) OR (((calendar_1.value -> 'workingWeekdays'::text) @> to_jsonb((EXTRACT(isodow FROM d.d))::integer)) AND (NOT ((calendar_1.value -> 'holidays'::text) @> to_jsonb(to_char(d.d, 'YYYY-MM-DD'::text))))))
           ORDER BY d.d DESC
          LIMIT 4
         )
  SELECT ( SELECT ((min(worked.day))::timestamp without time zone AT TIME ZONE zone.name) AS timezone
            FROM worked) AS timezone,
     ((today.day + ((calendar.value ->> 'dayEnd'::text))::time without time zone) AT TIME ZONE zone.name) AS timezone
    FROM zone,
     calendar,
     today;
END;

CREATE FUNCTION history_days(first_day date, last_day date, at timestamp with time zone) RETURNS TABLE(day date, ends_at timestamp with time zone, overdue_long_before timestamp with time zone, due_today_until timestamp with time zone)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT d.day,
     d.ends_at,
     b.overdue_long_before,
     b.due_today_until
    FROM (( SELECT (g.g)::date AS day,
             LEAST(((((g.g)::date + 1))::timestamp without time zone AT TIME ZONE z.name), history_days.at) AS ends_at
            FROM (( SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                            FROM settings
                           WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name) z
              CROSS JOIN generate_series((history_days.first_day)::timestamp without time zone, (history_days.last_day)::timestamp without time zone, '1 day'::interval) g(g))) d
      CROSS JOIN LATERAL lateness_bounds((d.ends_at - '00:00:00.000001'::interval)) b(overdue_long_before, due_today_until));
END;

CREATE FUNCTION lateness_of(state text, is_open boolean, due_at timestamp with time zone, at timestamp with time zone, overdue_long_before timestamp with time zone, due_today_until timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (NOT is_open) THEN NULL::text WHEN (state = 'scheduled'::text) THEN 'scheduled'::text WHEN (due_at IS NULL) THEN 'unknown'::text WHEN (due_at < overdue_long_before) THEN 'overdue_long'::text WHEN (due_at < at) THEN 'overdue'::text WHEN (due_at <= due_today_until) THEN 'due_today'::text ELSE 'in_term'::text END;

CREATE TABLE issue_events (
    id bigint NOT NULL,
    issue_id bigint NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    holder_level smallint,
    person_id bigint,
    unit_id bigint,
    note text,
    occurred_at timestamp with time zone NOT NULL
);

CREATE TABLE issues (
    id bigint NOT NULL,
    client_uuid uuid,
    code text NOT NULL,
    title text NOT NULL,
    description text,
    domain text NOT NULL,
    class text,
    channel text DEFAULT 'patrol'::text NOT NULL,
    state text DEFAULT 'reported'::text NOT NULL,
    is_open boolean GENERATED ALWAYS AS ((state <> ALL (ARRAY['closed'::text, 'rejected'::text]))) STORED NOT NULL,
    holder_level smallint DEFAULT 4 NOT NULL,
    resolution_mode text,
    address text,
    path text COLLATE pg_catalog."C",
    geom geometry(Point,4326),
    point_m geometry,
    unit_id bigint,
    person_id bigint,
    alley_id bigint,
    household_id bigint,
    duplicate_of_id bigint,
    reported_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    reported_by bigint,
    visit_id bigint,
    content_digest text,
    CONSTRAINT issues_holder_level CHECK (((holder_level >= 1) AND (holder_level <= 5))),
    CONSTRAINT issues_resolution_mode CHECK ((resolution_mode = ANY (ARRAY['on_spot'::text, 'coordinated'::text, 'planned'::text]))),
    CONSTRAINT issues_state CHECK ((state = ANY (ARRAY['reported'::text, 'accepted'::text, 'assigned'::text, 'in_progress'::text, 'resolved'::text, 'verifying'::text, 'closed'::text, 'scheduled'::text, 'returned'::text, 'rejected'::text])))
);

CREATE FUNCTION issue_steps(first_day date, last_day date, at timestamp with time zone) RETURNS TABLE(issue_id bigint, day date, was text, lateness text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH bound AS MATERIALIZED (
          SELECT history_days.day,
             history_days.ends_at,
             history_days.overdue_long_before,
             history_days.due_today_until
            FROM history_days(issue_steps.first_day, issue_steps.last_day, issue_steps.at) history_days(day, ends_at, overdue_long_before, due_today_until)
         ), ladder AS MATERIALIZED (
          SELECT array_agg(b.day ORDER BY b.day) AS days,
             array_agg(COALESCE(b.overdue_long_before, '-infinity'::timestamp with time zone) ORDER BY b.day) AS long_before
            FROM bound b
         ), zone AS MATERIALIZED (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), own AS MATERIALIZED (
          SELECT i.id,
             i.state,
             i.is_open,
             i.due_at,
             i.closed_at,
             GREATEST(issue_steps.first_day, ((i.reported_at AT TIME ZONE zone.name))::date) AS first_on,
             ((i.due_at AT TIME ZONE zone.name))::date AS due_on,
             ((i.closed_at AT TIME ZONE zone.name))::date AS closed_on,
             l.days[(width_bucket(i.due_at, l.long_before) + 1)] AS long_on
            FROM ((issues i
              CROSS JOIN ladder l)
              CROSS JOIN zone)
           WHERE (i.reported_at < issue_steps.at)
         ), moment AS (
          SELECT DISTINCT o.id,
             GREATEST(d.day, o.first_on) AS day
            FROM (own o
              CROSS JOIN LATERAL ( VALUES (o.first_on), (o.due_on), (o.long_on), (o.closed_on)) d(day))
           WHERE ((d.day <= issue_steps.last_day) AND (o.first_on <= issue_steps.last_day))
         UNION
          SELECT o.id,
             GREATEST(((e.occurred_at AT TIME ZONE zone.name))::date, o.first_on) AS "greatest"
            FROM ((own o
              JOIN issue_events e ON ((e.issue_id = o.id)))
              CROSS JOIN zone)
           WHERE ((((e.occurred_at AT TIME ZONE zone.name))::date <= issue_steps.last_day) AND (o.first_on <= issue_steps.last_day))
         ), calendar AS MATERIALIZED (
          SELECT o.id,
             o.state,
             o.is_open,
             o.due_at,
             o.closed_at,
             b.day,
             b.ends_at,
             b.overdue_long_before,
             b.due_today_until,
             ( SELECT e.to_state
                    FROM issue_events e
                   WHERE ((e.issue_id = o.id) AND (e.occurred_at < b.ends_at))
                   ORDER BY e.occurred_at DESC, e.id DESC
                  LIMIT 1) AS state_then
            FROM ((moment m
              JOIN own o ON ((o.id = m.id)))
              JOIN bound b ON ((b.day = m.day)))
         ), judged AS (
          SELECT c.id,
             c.day,
             lateness_of(COALESCE(c.state_then, c.state),
                 CASE
                     WHEN (c.state_then IS NOT NULL) THEN (c.state_then <> ALL (ARRAY['closed'::text, 'rejected'::text]))
                     ELSE (c.is_open OR (c.closed_at >= c.ends_at))
                 END, c.due_at, c.ends_at, c.overdue_long_before, c.due_today_until) AS lateness
            FROM calendar c
         ), step AS (
          SELECT j.id,
             j.day,
             j.lateness,
             lag(j.lateness) OVER (PARTITION BY j.id ORDER BY j.day) AS was,
             row_number() OVER (PARTITION BY j.id ORDER BY j.day) AS number
            FROM judged j
         )
  SELECT s.id,
     s.day,
     s.was,
     s.lateness
    FROM step s
   WHERE (s.was IS DISTINCT FROM s.lateness);
END;

CREATE FUNCTION issue_open_spans(first_day date, last_day date, at timestamp with time zone) RETURNS TABLE(issue_id bigint, from_day date, to_day date)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT s.issue_id,
     s.day,
     s.until
    FROM ( SELECT t.issue_id,
             t.day,
             t.lateness,
             COALESCE(lead(t.day) OVER (PARTITION BY t.issue_id ORDER BY t.day), 'infinity'::date) AS until
            FROM issue_steps(issue_open_spans.first_day, issue_open_spans.last_day, issue_open_spans.at) t(issue_id, day, was, lateness)
           WHERE ((t.was IS NULL) <> (t.lateness IS NULL))) s
   WHERE (s.lateness IS NOT NULL);
END;

CREATE TABLE component_issues (
    component_id bigint NOT NULL,
    issue_id bigint NOT NULL
);

CREATE TABLE street_components (
    id bigint NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    status text DEFAULT 'unknown'::text NOT NULL,
    status_on date,
    geom geometry(Point,4326) NOT NULL,
    geom_m geometry,
    alley_id bigint,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT street_components_kind CHECK ((kind = ANY (ARRAY['lamp'::text, 'manhole'::text, 'drain'::text]))),
    CONSTRAINT street_components_status CHECK ((status = ANY (ARRAY['working'::text, 'faulty'::text, 'unknown'::text])))
);

CREATE FUNCTION component_fault_spans(first_day date, last_day date, at timestamp with time zone) RETURNS TABLE(component_id bigint, kind text, alley_id bigint, geom_m geometry, from_day date, to_day date)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT c.id,
     c.kind,
     c.alley_id,
     c.geom_m,
     s.from_day,
     s.to_day
    FROM ((component_issues l
      JOIN street_components c ON ((c.id = l.component_id)))
      JOIN issue_open_spans(component_fault_spans.first_day, component_fault_spans.last_day, component_fault_spans.at) s(issue_id, from_day, to_day) ON ((s.issue_id = l.issue_id)));
END;

CREATE TABLE street_component_past (
    id bigint NOT NULL,
    component_id bigint NOT NULL,
    status text NOT NULL,
    status_on date,
    until timestamp with time zone NOT NULL
);

CREATE FUNCTION component_status_spans() RETURNS TABLE(component_id bigint, kind text, alley_id bigint, geom_m geometry, status text, from_day date, to_day date)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH zone AS MATERIALIZED (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), written AS (
          SELECT w.component_id,
             w.status,
             w.status_on,
             COALESCE(lag(w.until_day) OVER (PARTITION BY w.component_id ORDER BY w.until), '-infinity'::date) AS from_day,
             w.until_day AS to_day
            FROM ( SELECT p.component_id,
                     p.status,
                     p.status_on,
                     p.until,
                     ((p.until AT TIME ZONE zone.name))::date AS until_day
                    FROM (street_component_past p
                      CROSS JOIN zone)
                 UNION ALL
                  SELECT c_1.id,
                     c_1.status,
                     c_1.status_on,
                     'infinity'::timestamp with time zone,
                     'infinity'::date
                    FROM street_components c_1) w
         ), span AS (
          SELECT w.component_id,
             w.status,
             GREATEST(w.from_day, w.status_on) AS from_day,
             w.to_day
            FROM written w
         UNION ALL
          SELECT w.component_id,
             'unknown'::text,
             w.from_day,
             LEAST(w.to_day, w.status_on) AS "least"
            FROM written w
           WHERE (w.status_on > w.from_day)
         )
  SELECT c.id,
     c.kind,
     c.alley_id,
     c.geom_m,
     s.status,
     s.from_day,
     s.to_day
    FROM (span s
      JOIN street_components c ON ((c.id = s.component_id)))
   WHERE (s.from_day < s.to_day);
END;

CREATE FUNCTION parking_fits(parking text, spaces integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN ((parking <> 'none'::text) OR (spaces IS NULL) OR (spaces = 0));

CREATE TABLE alleys (
    id bigint NOT NULL,
    code text NOT NULL,
    name text,
    name_status text DEFAULT 'unknown'::text NOT NULL,
    path text COLLATE pg_catalog."C",
    width_m real,
    length_m double precision NOT NULL,
    surface text DEFAULT 'unknown'::text NOT NULL,
    is_dead_end boolean,
    geom geometry(MultiLineString,4326) NOT NULL,
    geom_m geometry NOT NULL,
    search_terms text DEFAULT ''::text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    cables text DEFAULT 'unknown'::text NOT NULL,
    overhead_m double precision,
    parking text DEFAULT 'unknown'::text NOT NULL,
    parking_spaces integer,
    CONSTRAINT alleys_cables CHECK ((cables = ANY (ARRAY['overhead'::text, 'partly_buried'::text, 'buried'::text, 'none'::text, 'unknown'::text]))),
    CONSTRAINT alleys_cables_fit CHECK (cables_fit(cables, overhead_m)),
    CONSTRAINT alleys_name_status CHECK ((name_status = ANY (ARRAY['standard'::text, 'unnamed'::text, 'unknown'::text]))),
    CONSTRAINT alleys_overhead_m CHECK (((overhead_m >= (0)::double precision) AND (overhead_m <= (100000)::double precision))),
    CONSTRAINT alleys_parking CHECK ((parking = ANY (ARRAY['none'::text, 'one_side'::text, 'both_sides'::text, 'bays'::text, 'unknown'::text]))),
    CONSTRAINT alleys_parking_fits CHECK (parking_fits(parking, parking_spaces)),
    CONSTRAINT alleys_parking_spaces CHECK (((parking_spaces >= 0) AND (parking_spaces <= 100000)))
);

CREATE FUNCTION alley_darkness_on(ids bigint[], days date[], at timestamp with time zone, with_lines boolean) RETURNS TABLE(alley_id bigint, day date, dark_min_m double precision, dark_max_m double precision, dark_geom geometry, unsure_geom geometry)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH rules AS MATERIALIZED (
          SELECT alley_rules.lamp_reach_m,
             alley_rules.lamp_inventory_m,
             alley_rules.target_lux,
             alley_rules.served_m,
             alley_rules.components_m,
             alley_rules.junction_m
            FROM alley_rules() alley_rules(lamp_reach_m, lamp_inventory_m, target_lux, served_m, components_m, junction_m)
         ), asked AS MATERIALIZED (
          SELECT row_number() OVER () AS id,
             q.alley_id,
             q.day
            FROM UNNEST(alley_darkness_on.ids, alley_darkness_on.days) q(alley_id, day)
         ), part AS MATERIALIZED (
          SELECT a.id,
             d_1.path[1] AS part,
             d_1.geom,
             st_length(d_1.geom) AS part_m
            FROM ((alleys a
              CROSS JOIN rules r)
              CROSS JOIN LATERAL st_dump(a.geom_m) d_1(path, geom))
           WHERE ((a.id = ANY (alley_darkness_on.ids)) AND (EXISTS ( SELECT
                    FROM street_components c
                   WHERE ((c.kind = 'lamp'::text) AND st_dwithin(c.geom_m, a.geom_m, r.lamp_inventory_m)))))
         ), piece AS MATERIALIZED (
          SELECT straight.id,
             straight.part,
             straight.ax,
             straight.ay,
             straight.bx,
             straight.by,
             straight.piece_m,
             (sum(straight.piece_m) OVER (PARTITION BY straight.id, straight.part ORDER BY straight.index) - straight.piece_m) AS start_m
            FROM ( SELECT p.id,
                     p.part,
                     s.path[1] AS index,
                     st_length(s.geom) AS piece_m,
                     st_x(st_startpoint(s.geom)) AS ax,
                     st_y(st_startpoint(s.geom)) AS ay,
                     st_x(st_endpoint(s.geom)) AS bx,
                     st_y(st_endpoint(s.geom)) AS by
                    FROM (part p
                      CROSS JOIN LATERAL st_dumpsegments(p.geom) s(path, geom))) straight
           WHERE (straight.piece_m > (0)::double precision)
         ), reached AS MATERIALIZED (
          SELECT p.id,
             p.part,
             c.id AS component_id,
             numrange(((s.start_m + reach.from_m))::numeric, ((s.start_m + reach.to_m))::numeric) AS stretch
            FROM (((((((part p
              CROSS JOIN rules r)
              JOIN street_components c ON (((c.kind = 'lamp'::text) AND st_dwithin(c.geom_m, p.geom, r.lamp_reach_m))))
              JOIN piece s ON (((s.id = p.id) AND (s.part = p.part))))
              CROSS JOIN LATERAL ( SELECT st_x(c.geom_m) AS x,
                     st_y(c.geom_m) AS y) l)
              CROSS JOIN LATERAL ( SELECT ((((l.x - s.ax) * (s.bx - s.ax)) + ((l.y - s.ay) * (s.by - s.ay))) / s.piece_m) AS along_m) foot)
              CROSS JOIN LATERAL ( SELECT ((r.lamp_reach_m ^ (2)::double precision) - ((((l.x - s.ax) ^ (2)::double precision) + ((l.y - s.ay) ^ (2)::double precision)) - (foot.along_m ^ (2)::double precision))) AS half2) chord)
              CROSS JOIN LATERAL ( SELECT GREATEST((0)::double precision, (foot.along_m - sqrt(GREATEST((0)::double precision, chord.half2)))) AS from_m,
                     LEAST(s.piece_m, (foot.along_m + sqrt(GREATEST((0)::double precision, chord.half2)))) AS to_m) reach)
           WHERE ((chord.half2 > (0)::double precision) AND (reach.from_m < reach.to_m))
         ), status AS MATERIALIZED (
          SELECT s.component_id,
             s.kind,
             s.alley_id,
             s.geom_m,
             s.status,
             s.from_day,
             s.to_day
            FROM component_status_spans() s(component_id, kind, alley_id, geom_m, status, from_day, to_day)
           WHERE (s.kind = 'lamp'::text)
         ), fault AS MATERIALIZED (
          SELECT b.component_id,
             b.kind,
             b.alley_id,
             b.geom_m,
             b.from_day,
             b.to_day
            FROM (( SELECT min(q.day) AS first_day,
                     max(q.day) AS last_day
                    FROM asked q) range
              CROSS JOIN LATERAL component_fault_spans(range.first_day, range.last_day, alley_darkness_on.at) b(component_id, kind, alley_id, geom_m, from_day, to_day))
         ), lit AS (
          SELECT q.id,
             o.part,
             o.stretch,
             (s.status = 'working'::text) AS works
            FROM ((asked q
              JOIN reached o ON ((o.id = q.alley_id)))
              JOIN status s ON (((s.component_id = o.component_id) AND (s.from_day <= q.day) AND (s.to_day > q.day) AND (s.status <> 'faulty'::text))))
           WHERE (NOT (EXISTS ( SELECT
                    FROM fault f
                   WHERE ((f.component_id = o.component_id) AND (f.from_day <= q.day) AND (f.to_day > q.day)))))
         ), dark AS MATERIALIZED (
          SELECT q.id,
             q.alley_id,
             q.day,
             p.geom,
             p.part_m,
             (nummultirange(numrange((0)::numeric, (p.part_m)::numeric)) - COALESCE(range_agg(l.stretch) FILTER (WHERE l.works), '{}'::nummultirange)) AS most,
             (nummultirange(numrange((0)::numeric, (p.part_m)::numeric)) - COALESCE(range_agg(l.stretch), '{}'::nummultirange)) AS "least"
            FROM ((asked q
              JOIN part p ON ((p.id = q.alley_id)))
              LEFT JOIN lit l ON (((l.id = q.id) AND (l.part = p.part))))
           GROUP BY q.id, q.alley_id, q.day, p.part, p.geom, p.part_m
         )
  SELECT d.alley_id,
     d.day,
     COALESCE((sum(( SELECT sum((upper(x.x) - lower(x.x))) AS sum
            FROM unnest(d."least") x(x))))::double precision, (0)::double precision) AS "coalesce",
     COALESCE((sum(( SELECT sum((upper(x.x) - lower(x.x))) AS sum
            FROM unnest(d.most) x(x))))::double precision, (0)::double precision) AS "coalesce",
     st_collectionextract(st_collect(( SELECT st_collect(st_linesubstring(d.geom, LEAST((1)::double precision, ((lower(x.x))::double precision / d.part_m)), LEAST((1)::double precision, ((upper(x.x))::double precision / d.part_m)))) AS st_collect
            FROM unnest(d.most) x(x)
           WHERE (alley_darkness_on.with_lines AND ((upper(x.x) - lower(x.x)) > 0.01)))), 2) AS st_collectionextract,
     st_collectionextract(st_collect(( SELECT st_collect(st_linesubstring(d.geom, LEAST((1)::double precision, ((lower(x.x))::double precision / d.part_m)), LEAST((1)::double precision, ((upper(x.x))::double precision / d.part_m)))) AS st_collect
            FROM unnest((d.most - d."least")) x(x)
           WHERE (alley_darkness_on.with_lines AND ((upper(x.x) - lower(x.x)) > 0.01)))), 2) AS st_collectionextract
    FROM dark d
   WHERE (d.part_m > (0)::double precision)
   GROUP BY d.id, d.alley_id, d.day;
END;

CREATE FUNCTION need_at(xs double precision[], needs double precision[], value double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (value IS NULL) THEN NULL::double precision WHEN (value <= (xs)[1]) THEN (needs)[1] WHEN (value >= (xs)[cardinality(xs)]) THEN (needs)[cardinality(xs)] ELSE (SELECT ((need_at.needs)[i.i] + (((need_at.value - (need_at.xs)[i.i]) / ((need_at.xs)[(i.i + 1)] - (need_at.xs)[i.i])) * ((need_at.needs)[(i.i + 1)] - (need_at.needs)[i.i]))) FROM generate_series(1, (cardinality(need_at.xs) - 1)) i(i) WHERE ((need_at.value >= (need_at.xs)[i.i]) AND (need_at.value < (need_at.xs)[(i.i + 1)]))) END;

CREATE TABLE alley_standards (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    fails_from smallint NOT NULL,
    sort_order smallint NOT NULL,
    CONSTRAINT alley_standards_code CHECK ((code = ANY (ARRAY['road'::text, 'light'::text, 'water'::text, 'line'::text, 'scene'::text]))),
    CONSTRAINT alley_standards_fails_from CHECK (((fails_from >= 1) AND (fails_from <= 100)))
);

CREATE TABLE alley_surveys (
    id bigint NOT NULL,
    alley_id bigint NOT NULL,
    standard text NOT NULL,
    meets boolean,
    need smallint,
    measured_value double precision,
    measured_unit text,
    surveyed_on date NOT NULL,
    person_id bigint,
    note text,
    client_uuid uuid,
    content_digest text,
    checklist_code text,
    checklist_version smallint,
    need_min real,
    need_max real,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    superseded_at timestamp with time zone,
    superseded_by uuid,
    correction_reason text,
    copied_from bigint,
    CONSTRAINT alley_surveys_need CHECK (((need >= 0) AND (need <= 100))),
    CONSTRAINT alley_surveys_need_interval CHECK ((((need_min >= (0)::double precision) AND (need_min <= (100)::double precision)) AND ((need_max >= need_min) AND (need_max <= (100)::double precision)))),
    CONSTRAINT alley_surveys_standard CHECK ((standard = ANY (ARRAY['road'::text, 'light'::text, 'water'::text, 'line'::text, 'scene'::text])))
);

CREATE TABLE standard_measures (
    code text NOT NULL,
    standard text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    unit text NOT NULL,
    basis text NOT NULL,
    "least" double precision DEFAULT 0 NOT NULL,
    most double precision,
    xs double precision[] NOT NULL,
    needs double precision[] NOT NULL,
    version text NOT NULL,
    source text NOT NULL,
    CONSTRAINT standard_measures_basis CHECK ((basis = ANY (ARRAY['value'::text, 'per_100_m'::text, 'per_m'::text, 'per_target_lux'::text]))),
    CONSTRAINT standard_measures_pairs CHECK (((cardinality(xs) = cardinality(needs)) AND (cardinality(xs) >= 2)))
);

CREATE FUNCTION alley_conditions_of(ids bigint[], standards text[], days date[], at timestamp with time zone) RETURNS TABLE(alley_id bigint, standard text, day date, meets boolean, need smallint, surveyed_on date, need_min double precision, need_max double precision, source text)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH asked AS MATERIALIZED (
          SELECT DISTINCT q.alley_id,
             q.standard,
             q.day
            FROM UNNEST(alley_conditions_of.ids, alley_conditions_of.standards, alley_conditions_of.days) q(alley_id, standard, day)
         ), zone AS MATERIALIZED (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), known AS MATERIALIZED (
          SELECT s_1.id,
             s_1.alley_id,
             s_1.standard,
             s_1.meets,
             s_1.need,
             s_1.need_min,
             s_1.need_max,
             s_1.surveyed_on,
             ((s_1.recorded_at AT TIME ZONE zone.name))::date AS known_on,
             ((s_1.superseded_at AT TIME ZONE zone.name))::date AS gone_on
            FROM (alley_surveys s_1
              CROSS JOIN zone)
           WHERE (s_1.alley_id = ANY (alley_conditions_of.ids))
         ), newest AS MATERIALIZED (
          SELECT DISTINCT ON (q.alley_id, q.standard, q.day) q.alley_id,
             q.standard,
             q.day,
             k.meets,
             k.need,
             k.need_min,
             k.need_max,
             k.surveyed_on
            FROM (asked q
              JOIN known k ON (((k.alley_id = q.alley_id) AND (k.standard = q.standard) AND (k.known_on <= q.day) AND COALESCE((k.gone_on > q.day), true))))
           ORDER BY q.alley_id, q.standard, q.day, k.surveyed_on DESC, k.id DESC
         ), unsurveyed AS MATERIALIZED (
          SELECT q.alley_id,
             q.standard,
             q.day
            FROM asked q
           WHERE (q.standard = ANY (ARRAY['light'::text, 'water'::text]))
         EXCEPT
          SELECT n.alley_id,
             n.standard,
             n.day
            FROM newest n
         ), dark AS MATERIALIZED (
          SELECT d.alley_id,
             d.day,
             d.dark_min_m,
             d.dark_max_m,
             d.dark_geom,
             d.unsure_geom
            FROM (( SELECT array_agg(u.alley_id) AS ids,
                     array_agg(u.day) AS days
                    FROM unsurveyed u
                   WHERE (u.standard = 'light'::text)) l
              CROSS JOIN LATERAL alley_darkness_on(l.ids, l.days, alley_conditions_of.at, false) d(alley_id, day, dark_min_m, dark_max_m, dark_geom, unsure_geom))
         ), fault AS MATERIALIZED (
          SELECT b.component_id,
             b.kind,
             b.alley_id,
             b.geom_m,
             b.from_day,
             b.to_day
            FROM (( SELECT min(q.day) AS first_day,
                     max(q.day) AS last_day
                    FROM unsurveyed q) range
              CROSS JOIN LATERAL component_fault_spans(range.first_day, range.last_day, alley_conditions_of.at) b(component_id, kind, alley_id, geom_m, from_day, to_day))
           WHERE (b.kind <> 'lamp'::text)
         ), out_of_order AS (
          SELECT s_1.component_id,
             s_1.alley_id,
             s_1.from_day,
             s_1.to_day
            FROM component_status_spans() s_1(component_id, kind, alley_id, geom_m, status, from_day, to_day)
           WHERE ((s_1.kind <> 'lamp'::text) AND (s_1.status = 'faulty'::text))
         UNION ALL
          SELECT f_1.component_id,
             f_1.alley_id,
             f_1.from_day,
             f_1.to_day
            FROM fault f_1
         ), drain AS (
          SELECT u.alley_id,
             u.day,
             count(DISTINCT o.component_id) AS faulty
            FROM (unsurveyed u
              JOIN out_of_order o ON (((o.alley_id = u.alley_id) AND (o.from_day <= u.day) AND (o.to_day > u.day))))
           WHERE (u.standard = 'water'::text)
           GROUP BY u.alley_id, u.day
         ), found AS (
          SELECT n.alley_id,
             n.standard,
             n.day,
             n.surveyed_on,
             'survey'::text AS source,
             (COALESCE(n.need_min, (n.need)::real, (
                 CASE
                     WHEN (n.meets IS FALSE) THEN (b.fails_from)::integer
                     ELSE 0
                 END)::real))::double precision AS need_min,
             (COALESCE(n.need_max, (n.need)::real, (
                 CASE
                     WHEN n.meets THEN (b.fails_from - 1)
                     ELSE 100
                 END)::real))::double precision AS need_max
            FROM (newest n
              JOIN alley_standards b ON ((b.code = n.standard)))
         UNION ALL
          SELECT d.alley_id,
             'light'::text,
             d.day,
             NULL::date AS date,
             'components'::text,
             need_at(m.xs, m.needs, (round(((((100)::double precision * d.dark_min_m) / NULLIF(st_length(a.geom_m), (0)::double precision)))::numeric, 6))::double precision) AS need_at,
             need_at(m.xs, m.needs, (round(((((100)::double precision * d.dark_max_m) / NULLIF(st_length(a.geom_m), (0)::double precision)))::numeric, 6))::double precision) AS need_at
            FROM ((dark d
              JOIN alleys a ON ((a.id = d.alley_id)))
              JOIN standard_measures m ON ((m.code = 'dark_share'::text)))
         UNION ALL
          SELECT d.alley_id,
             'water'::text,
             d.day,
             NULL::date AS date,
             'components'::text,
             need_at(m.xs, m.needs, (((100 * d.faulty))::double precision / a.length_m)) AS need_at,
             100
            FROM ((drain d
              JOIN alleys a ON ((a.id = d.alley_id)))
              JOIN standard_measures m ON ((m.code = 'drain_defects'::text)))
         )
  SELECT f.alley_id,
     f.standard,
     f.day,
         CASE
             WHEN (f.need_min >= (s.fails_from)::double precision) THEN false
             WHEN (f.need_max < (s.fails_from)::double precision) THEN true
             ELSE NULL::boolean
         END AS "case",
         CASE
             WHEN (f.need_min = f.need_max) THEN (round(f.need_min))::smallint
             ELSE NULL::smallint
         END AS "case",
     f.surveyed_on,
     f.need_min,
     f.need_max,
     f.source
    FROM (found f
      JOIN alley_standards s ON ((s.code = f.standard)));
END;

CREATE FUNCTION alley_darkness(ids bigint[]) RETURNS TABLE(alley_id bigint, dark_min_m double precision, dark_max_m double precision, dark_geom geometry, unsure_geom geometry)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH rules AS MATERIALIZED (
          SELECT alley_rules.lamp_reach_m,
             alley_rules.lamp_inventory_m,
             alley_rules.target_lux,
             alley_rules.served_m,
             alley_rules.components_m,
             alley_rules.junction_m
            FROM alley_rules() alley_rules(lamp_reach_m, lamp_inventory_m, target_lux, served_m, components_m, junction_m)
         ), part AS MATERIALIZED (
          SELECT a.id,
             d_1.path[1] AS part,
             d_1.geom,
             st_length(d_1.geom) AS part_m
            FROM ((alleys a
              CROSS JOIN rules r)
              CROSS JOIN LATERAL st_dump(a.geom_m) d_1(path, geom))
           WHERE (((alley_darkness.ids IS NULL) OR (a.id = ANY (alley_darkness.ids))) AND (EXISTS ( SELECT
                    FROM street_components c
                   WHERE ((c.kind = 'lamp'::text) AND st_dwithin(c.geom_m, a.geom_m, r.lamp_inventory_m)))))
         ), piece AS MATERIALIZED (
          SELECT straight.id,
             straight.part,
             straight.ax,
             straight.ay,
             straight.bx,
             straight.by,
             straight.piece_m,
             (sum(straight.piece_m) OVER (PARTITION BY straight.id, straight.part ORDER BY straight.index) - straight.piece_m) AS start_m
            FROM ( SELECT p.id,
                     p.part,
                     s.path[1] AS index,
                     st_length(s.geom) AS piece_m,
                     st_x(st_startpoint(s.geom)) AS ax,
                     st_y(st_startpoint(s.geom)) AS ay,
                     st_x(st_endpoint(s.geom)) AS bx,
                     st_y(st_endpoint(s.geom)) AS by
                    FROM (part p
                      CROSS JOIN LATERAL st_dumpsegments(p.geom) s(path, geom))) straight
           WHERE (straight.piece_m > (0)::double precision)
         ), out_of_order AS MATERIALIZED (
          SELECT l.component_id
            FROM (component_issues l
              JOIN issues i ON ((i.id = l.issue_id)))
           WHERE i.is_open
         ), lamp AS MATERIALIZED (
          SELECT p.id,
             p.part,
             (c.status = 'working'::text) AS works,
             st_x(c.geom_m) AS x,
             st_y(c.geom_m) AS y
            FROM ((part p
              CROSS JOIN rules r)
              JOIN street_components c ON (((c.kind = 'lamp'::text) AND (c.status <> 'faulty'::text) AND st_dwithin(c.geom_m, p.geom, r.lamp_reach_m))))
           WHERE (NOT (c.id IN ( SELECT out_of_order.component_id
                    FROM out_of_order)))
         ), lit AS (
          SELECT l.id,
             l.part,
             l.works,
             numrange(((s.start_m + reach.from_m))::numeric, ((s.start_m + reach.to_m))::numeric) AS stretch
            FROM (((((lamp l
              JOIN piece s ON (((s.id = l.id) AND (s.part = l.part))))
              CROSS JOIN rules r)
              CROSS JOIN LATERAL ( SELECT ((((l.x - s.ax) * (s.bx - s.ax)) + ((l.y - s.ay) * (s.by - s.ay))) / s.piece_m) AS along_m) foot)
              CROSS JOIN LATERAL ( SELECT ((r.lamp_reach_m ^ (2)::double precision) - ((((l.x - s.ax) ^ (2)::double precision) + ((l.y - s.ay) ^ (2)::double precision)) - (foot.along_m ^ (2)::double precision))) AS half2) chord)
              CROSS JOIN LATERAL ( SELECT GREATEST((0)::double precision, (foot.along_m - sqrt(GREATEST((0)::double precision, chord.half2)))) AS from_m,
                     LEAST(s.piece_m, (foot.along_m + sqrt(GREATEST((0)::double precision, chord.half2)))) AS to_m) reach)
           WHERE ((chord.half2 > (0)::double precision) AND (reach.from_m < reach.to_m))
         ), dark AS MATERIALIZED (
          SELECT p.id,
             p.geom,
             p.part_m,
             (nummultirange(numrange((0)::numeric, (p.part_m)::numeric)) - COALESCE(range_agg(l.stretch) FILTER (WHERE l.works), '{}'::nummultirange)) AS most,
             (nummultirange(numrange((0)::numeric, (p.part_m)::numeric)) - COALESCE(range_agg(l.stretch), '{}'::nummultirange)) AS "least"
            FROM (part p
              LEFT JOIN lit l ON (((l.id = p.id) AND (l.part = p.part))))
           GROUP BY p.id, p.part, p.geom, p.part_m
         )
  SELECT d.id,
     COALESCE((sum(( SELECT sum((upper(x.x) - lower(x.x))) AS sum
            FROM unnest(d."least") x(x))))::double precision, (0)::double precision) AS "coalesce",
     COALESCE((sum(( SELECT sum((upper(x.x) - lower(x.x))) AS sum
            FROM unnest(d.most) x(x))))::double precision, (0)::double precision) AS "coalesce",
     st_collectionextract(st_collect(( SELECT st_collect(st_linesubstring(d.geom, LEAST((1)::double precision, ((lower(x.x))::double precision / d.part_m)), LEAST((1)::double precision, ((upper(x.x))::double precision / d.part_m)))) AS st_collect
            FROM unnest(d.most) x(x)
           WHERE ((upper(x.x) - lower(x.x)) > 0.01))), 2) AS st_collectionextract,
     st_collectionextract(st_collect(( SELECT st_collect(st_linesubstring(d.geom, LEAST((1)::double precision, ((lower(x.x))::double precision / d.part_m)), LEAST((1)::double precision, ((upper(x.x))::double precision / d.part_m)))) AS st_collect
            FROM unnest((d.most - d."least")) x(x)
           WHERE ((upper(x.x) - lower(x.x)) > 0.01))), 2) AS st_collectionextract
    FROM dark d
   WHERE (d.part_m > (0)::double precision)
   GROUP BY d.id;
END;

CREATE TABLE base_features (
    id bigint NOT NULL,
    layer text NOT NULL,
    class text NOT NULL,
    name text,
    width_m real,
    is_bridge boolean DEFAULT false NOT NULL,
    geom geometry(Geometry,4326) NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT base_features_layer CHECK ((layer = ANY (ARRAY['roads'::text, 'water'::text, 'green'::text])))
);

CREATE FUNCTION alley_segments(ids bigint[]) RETURNS TABLE(alley_id bigint, segment integer, from_m double precision, length_m double precision, geom geometry)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH rules AS (
          SELECT alley_rules.lamp_reach_m,
             alley_rules.lamp_inventory_m,
             alley_rules.target_lux,
             alley_rules.served_m,
             alley_rules.components_m,
             alley_rules.junction_m
            FROM alley_rules() alley_rules(lamp_reach_m, lamp_inventory_m, target_lux, served_m, components_m, junction_m)
         ), part AS MATERIALIZED (
          SELECT a.id,
             d.path[1] AS part,
             d.geom,
             st_length(d.geom) AS metric_m,
             (a.length_m / NULLIF(st_length(a.geom_m), (0)::double precision)) AS scale
            FROM (alleys a
              CROSS JOIN LATERAL st_dump(
                 CASE
                     WHEN (st_numgeometries(a.geom_m) > 1) THEN st_multi(st_linemerge(a.geom_m))
                     ELSE a.geom_m
                 END) d(path, geom))
           WHERE (a.id = ANY (alley_segments.ids))
         ), other AS (
          SELECT p_1.id,
             p_1.part,
             o.geom_m AS geom
            FROM part p_1,
             rules r,
             alleys o
           WHERE ((o.id <> p_1.id) AND st_dwithin(o.geom_m, p_1.geom, r.junction_m))
         UNION ALL
          SELECT p_1.id,
             p_1.part,
             road.geom
            FROM (((part p_1
              CROSS JOIN LATERAL ( SELECT st_transform(st_envelope(p_1.geom), 4326) AS box) e)
              JOIN base_features b ON (((b.layer = 'roads'::text) AND (b.geom OPERATOR(&&) e.box))))
              CROSS JOIN LATERAL ( SELECT st_transform(b.geom, st_srid(p_1.geom)) AS geom) road)
           WHERE st_intersects(road.geom, p_1.geom)
         ), junction AS (
          SELECT p_1.id,
             p_1.part,
             st_linelocatepoint(p_1.geom, x.geom) AS at
            FROM (((part p_1
              JOIN other o ON (((o.id = p_1.id) AND (o.part = p_1.part))))
              CROSS JOIN rules r)
              CROSS JOIN LATERAL ( SELECT q.geom
                    FROM st_dumppoints(st_intersection(o.geom, p_1.geom)) q(path, geom)
                 UNION ALL
                  SELECT v.geom
                    FROM st_dump(st_boundary(o.geom)) v(path, geom)
                   WHERE st_dwithin(v.geom, p_1.geom, r.junction_m)) x)
         ), cut AS (
          SELECT j.id,
             j.part,
             j.at,
             lag(j.at, 1, (0)::double precision) OVER (PARTITION BY j.id, j.part ORDER BY j.at) AS before,
             p_1.metric_m
            FROM (junction j
              JOIN part p_1 ON (((p_1.id = j.id) AND (p_1.part = j.part))))
           WHERE (((j.at * p_1.metric_m) > (1)::double precision) AND ((((1)::double precision - j.at) * p_1.metric_m) > (1)::double precision))
         ), bound AS (
          SELECT cut.id,
             cut.part,
             cut.at
            FROM cut
           WHERE (((cut.at - cut.before) * cut.metric_m) > (1)::double precision)
         UNION ALL
          SELECT part.id,
             part.part,
             0
            FROM part
         UNION ALL
          SELECT part.id,
             part.part,
             1
            FROM part
         ), piece AS (
          SELECT bound.id,
             bound.part,
             bound.at AS start,
             lead(bound.at) OVER (PARTITION BY bound.id, bound.part ORDER BY bound.at) AS finish
            FROM bound
         )
  SELECT p.id,
     (row_number() OVER (PARTITION BY p.id ORDER BY p.part, piece.start))::integer AS row_number,
     ((piece.start * p.metric_m) * p.scale),
     (((piece.finish - piece.start) * p.metric_m) * p.scale),
     st_transform(st_linesubstring(p.geom, piece.start, piece.finish), 4326) AS st_transform
    FROM (piece
      JOIN part p ON (((p.id = piece.id) AND (p.part = piece.part))))
   WHERE (piece.finish IS NOT NULL);
END;

CREATE FUNCTION alley_steps(first_day date, last_day date, at timestamp with time zone) RETURNS TABLE(alley_id bigint, standard text, day date, condition text)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH zone AS MATERIALIZED (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), status AS MATERIALIZED (
          SELECT component_status_spans.component_id,
             component_status_spans.kind,
             component_status_spans.alley_id,
             component_status_spans.geom_m,
             component_status_spans.status,
             component_status_spans.from_day,
             component_status_spans.to_day
            FROM component_status_spans() component_status_spans(component_id, kind, alley_id, geom_m, status, from_day, to_day)
         ), fault AS MATERIALIZED (
          SELECT component_fault_spans.component_id,
             component_fault_spans.kind,
             component_fault_spans.alley_id,
             component_fault_spans.geom_m,
             component_fault_spans.from_day,
             component_fault_spans.to_day
            FROM component_fault_spans(alley_steps.first_day, alley_steps.last_day, alley_steps.at) component_fault_spans(component_id, kind, alley_id, geom_m, from_day, to_day)
         ), turn AS MATERIALIZED (
          SELECT s_1.kind,
             s_1.alley_id,
             s_1.geom_m,
             s_1.from_day AS day
            FROM status s_1
         UNION
          SELECT f.kind,
             f.alley_id,
             f.geom_m,
             d.day
            FROM (fault f
              CROSS JOIN LATERAL ( VALUES (f.from_day), (f.to_day)) d(day))
         ), moment AS (
          SELECT s_1.alley_id,
             s_1.standard,
             d.day
            FROM ((alley_surveys s_1
              CROSS JOIN zone)
              CROSS JOIN LATERAL ( VALUES (((s_1.recorded_at AT TIME ZONE zone.name))::date), (((s_1.superseded_at AT TIME ZONE zone.name))::date)) d(day))
         UNION
          SELECT a.id,
             'light'::text,
             t.day
            FROM ((turn t
              CROSS JOIN alley_rules() r(lamp_reach_m, lamp_inventory_m, target_lux, served_m, components_m, junction_m))
              JOIN alleys a ON (st_dwithin(a.geom_m, t.geom_m, r.lamp_reach_m)))
           WHERE ((t.kind = 'lamp'::text) AND (t.day > alley_steps.first_day) AND (t.day <= alley_steps.last_day))
         UNION
          SELECT t.alley_id,
             'water'::text,
             t.day
            FROM turn t
           WHERE ((t.kind <> 'lamp'::text) AND (t.alley_id IS NOT NULL))
         ), asked AS MATERIALIZED (
          SELECT DISTINCT m.alley_id,
             m.standard,
             GREATEST(m.day, alley_steps.first_day) AS day
            FROM moment m
           WHERE (m.day <= alley_steps.last_day)
         UNION
          SELECT a.id,
             'light'::text,
             alley_steps.first_day AS first_day
            FROM alleys a
         ), said AS (
          SELECT q.alley_id,
             q.standard,
             q.day,
                 CASE
                     WHEN c.meets THEN 'meets'::text
                     WHEN (NOT c.meets) THEN 'fails'::text
                     ELSE 'unknown'::text
                 END AS condition
            FROM (asked q
              LEFT JOIN ( SELECT c_1.alley_id,
                     c_1.standard,
                     c_1.day,
                     c_1.meets,
                     c_1.need,
                     c_1.surveyed_on,
                     c_1.need_min,
                     c_1.need_max,
                     c_1.source
                    FROM (( SELECT array_agg(k.alley_id) AS ids,
                             array_agg(k.standard) AS standards,
                             array_agg(k.day) AS days
                            FROM asked k) l
                      CROSS JOIN LATERAL alley_conditions_of(l.ids, l.standards, l.days, alley_steps.at) c_1(alley_id, standard, day, meets, need, surveyed_on, need_min, need_max, source))) c ON (((c.alley_id = q.alley_id) AND (c.standard = q.standard) AND (c.day = q.day))))
         ), step AS (
          SELECT s_1.alley_id,
             s_1.standard,
             s_1.day,
             s_1.condition,
             lag(s_1.condition, 1, 'unknown'::text) OVER (PARTITION BY s_1.alley_id, s_1.standard ORDER BY s_1.day) AS was
            FROM said s_1
         )
  SELECT s.alley_id,
     s.standard,
     s.day,
     s.condition
    FROM step s
   WHERE (s.was <> s.condition);
END;

CREATE FUNCTION append_alarm_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into events (type, path, payload) values ('alarm', new.path, jsonb_build_object('alarmId', new.id, 'level', new.level,
    'status', case when new.cleared_at is not null then 'cleared' when new.acknowledged_at is not null then 'acknowledged' else 'new' end));
  return new;
end $$;

CREATE FUNCTION append_campaign_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into events (type, payload) values ('campaign', jsonb_build_object('campaignId', new.id));
  return null;
end $$;

CREATE FUNCTION append_layer_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into events (type, payload) values ('layer', jsonb_build_object('layer', new.layer, 'revision', new.revision));
  return null;
end $$;

CREATE FUNCTION append_recount_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into events (type) values ('recount');
  return null;
end $$;

CREATE FUNCTION append_settings_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into events (type, payload) values ('settings', jsonb_build_object('key', new.key));
  return null;
end $$;

CREATE FUNCTION append_visit_days(visit_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
begin
  with zone as (
    select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
  ), told as (
    select v.id, v.corrects_id, v.campaign_id, v.household_id, v.superseded_at is null as is_new from visits v where v.id = any (visit_ids)
  ), knocks as (
    select v.id, v.campaign_id, v.household_id, v.outcome, v.visited_at, coalesce(v.person_id, 0) as person_id, v.superseded_at is null as is_now,
      case when v.superseded_at is null then v.id not in (select t.id from told t)
        else v.id in (select t.corrects_id from told t where t.is_new and t.corrects_id is not null) end as was_before
    from (select distinct t.campaign_id, t.household_id from told t) d
    join visits v on v.campaign_id = d.campaign_id and v.household_id = d.household_id
  ), ranked as (
    select k.*, side.sign, (k.outcome = 'visited' and row_number() over (
      partition by side.sign, k.campaign_id, k.household_id, k.outcome = 'visited' order by k.visited_at, k.id) = 1)::integer as covered
    from knocks k
    cross join lateral (values (1, k.is_now), (-1, k.was_before)) as side (sign, is_there)
    where side.is_there
  ), change as (
    select r.campaign_id, r.household_id, c.path, c.kind, (r.visited_at at time zone zone.name)::date as day, r.person_id, m.measure, sum(r.sign * m.amount) as amount
    from ranked r
    cross join zone
    cross join lateral (values ('visits', 1), ('covered', r.covered)) as m (measure, amount)
    join household_coverage c on c.campaign_id + 0 = r.campaign_id and c.household_id = r.household_id
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(r.sign * m.amount) <> 0
  )
  insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount, day, person_id)
  select 'visit_days', c.path, null::bigint, c.campaign_id, c.kind, c.measure, sum(c.amount), c.day, c.person_id
  from change c where c.path is not null group by c.path, c.campaign_id, c.kind, c.measure, c.day, c.person_id having sum(c.amount) <> 0
  union all
  select 'visit_days', null, m.grid_id, c.campaign_id, c.kind, c.measure, sum(c.amount), c.day, c.person_id
  from change c
  join grid_members m on m.kind = 'household' and m.target_id = c.household_id
  join grids g on g.id = m.grid_id and g.kind <> 'basic'
  group by m.grid_id, c.campaign_id, c.kind, c.measure, c.day, c.person_id having sum(c.amount) <> 0;
end $$;

CREATE FUNCTION append_visit_events(visit_ids bigint[], deed text) RETURNS void
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
begin
  if deed in ('recorded', 'corrected') then perform append_visit_days(visit_ids); end if;
  insert into events (type, path, payload)
  select 'visit', c.path, jsonb_build_object('visitId', v.id, 'householdId', v.household_id, 'campaignId', v.campaign_id, 'kind', c.kind, 'state', c.state, 'deed', deed)
  from visits v
  join household_coverage c on c.campaign_id + 0 = v.campaign_id and c.household_id = v.household_id
  where v.id = any (visit_ids)
  order by v.id;
end $$;

CREATE FUNCTION append_wall_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_table_name = 'wall_rooms' then
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', new.name));
  elsif tg_table_name = 'wall_links' then
    insert into events (type, payload) select 'wall-room', jsonb_build_object('room', w.room, 'wallId', w.id) from walls w where w.id = new.wall_id;
  elsif tg_op = 'DELETE' then
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', old.room, 'wallId', old.id));
    return old;
  else
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', new.room, 'wallId', new.id));
  end if;
  return new;
end $$;

CREATE FUNCTION count_history_rewrite() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update history_rewrites set number = number + 1;
  return null;
end $$;

CREATE TABLE grid_members (
    grid_id bigint NOT NULL,
    kind text NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT grid_members_kind CHECK ((kind = ANY (ARRAY['household'::text, 'issue'::text, 'work'::text, 'alley'::text])))
);

CREATE TABLE grids (
    id bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    path text NOT NULL COLLATE pg_catalog."C",
    level smallint NOT NULL,
    parent_id bigint,
    name text NOT NULL,
    short_name text,
    kind text DEFAULT 'basic'::text NOT NULL,
    geom geometry(MultiPolygon,4326),
    geom_m geometry,
    label_point geometry(Point,4326),
    area_m2 double precision,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date,
    search_terms text DEFAULT ''::text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT grids_code_has_no_slash CHECK (((code <> ''::text) AND (POSITION(('/'::text) IN (code)) = 0))),
    CONSTRAINT grids_kind CHECK ((kind = ANY (ARRAY['basic'::text, 'dedicated'::text, 'unit_management'::text]))),
    CONSTRAINT grids_level CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT grids_validity CHECK (((valid_to IS NULL) OR (valid_to > valid_from)))
);

CREATE TABLE household_coverage (
    household_id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    path text COLLATE pg_catalog."C",
    kind text NOT NULL,
    building_id bigint,
    state text NOT NULL,
    uncovered boolean GENERATED ALWAYS AS ((state <> ALL (ARRAY['covered'::text, 'exempt'::text]))) STORED NOT NULL,
    frozen boolean DEFAULT true NOT NULL,
    last_visited_at timestamp with time zone,
    appointment_at timestamp with time zone,
    point_m geometry NOT NULL,
    joined_at timestamp with time zone DEFAULT now(),
    CONSTRAINT household_coverage_state CHECK ((state = ANY (ARRAY['untried'::text, 'tried'::text, 'appointment'::text, 'covered'::text, 'exempt_pending'::text, 'exempt'::text])))
);

CREATE TABLE visits (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    campaign_id bigint NOT NULL,
    household_id bigint NOT NULL,
    person_id bigint,
    outcome text NOT NULL,
    mode text,
    visited_at timestamp with time zone NOT NULL,
    appointment_at timestamp with time zone,
    reason text,
    approved_at timestamp with time zone,
    approved_by bigint,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by bigint,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" geometry(Point,4326),
    accuracy_m real,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    content_digest text,
    batch_id uuid,
    corrects_id bigint,
    correction_reason text,
    superseded_by bigint,
    superseded_at timestamp with time zone,
    rejected_at timestamp with time zone,
    rejected_by bigint,
    decision_note text,
    automatic_until timestamp with time zone,
    CONSTRAINT visits_decided_once CHECK (((approved_at IS NULL) OR (rejected_at IS NULL))),
    CONSTRAINT visits_mode CHECK ((mode = ANY (ARRAY['off_peak'::text, 'appointment'::text]))),
    CONSTRAINT visits_outcome CHECK ((outcome = ANY (ARRAY['visited'::text, 'nobody_home'::text, 'appointment'::text, 'refused'::text, 'vacant'::text, 'unreachable'::text]))),
    CONSTRAINT visits_superseded_whole CHECK (((superseded_by IS NULL) = (superseded_at IS NULL)))
);

CREATE VIEW visit_day_sources AS
 SELECT v.campaign_id,
    ((v.visited_at AT TIME ZONE z.name))::date AS day,
    c.path,
    v.household_id,
    c.kind,
    COALESCE(v.person_id, (0)::bigint) AS person_id,
    (((v.outcome = 'visited'::text) AND (row_number() OVER (PARTITION BY v.campaign_id, v.household_id, (v.outcome = 'visited'::text) ORDER BY v.visited_at, v.id) = 1)))::integer AS covered
   FROM ((visits v
     JOIN household_coverage c ON (((c.campaign_id = v.campaign_id) AND (c.household_id = v.household_id))))
     CROSS JOIN ( SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                   FROM settings
                  WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name) z)
  WHERE (v.superseded_at IS NULL);

CREATE TABLE visit_days (
    campaign_id bigint NOT NULL,
    day date NOT NULL,
    grid_id bigint NOT NULL,
    kind text NOT NULL,
    person_id bigint NOT NULL,
    visits integer NOT NULL,
    covered integer NOT NULL
);

CREATE FUNCTION count_visit_days() RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 DELETE FROM visit_days;
 INSERT INTO visit_days (campaign_id, day, grid_id, kind, person_id, visits, covered)  SELECT s.campaign_id,
             s.day,
             g.id,
             s.kind,
             s.person_id,
             count(*) AS count,
             sum(s.covered) AS sum
            FROM (visit_day_sources s
              JOIN grids g ON (((g.path = s.path) AND (g.valid_to IS NULL) AND (g.kind = 'basic'::text))))
           GROUP BY s.campaign_id, s.day, g.id, s.kind, s.person_id;
 INSERT INTO visit_days (campaign_id, day, grid_id, kind, person_id, visits, covered)  SELECT s.campaign_id,
             s.day,
             m.grid_id,
             s.kind,
             s.person_id,
             count(*) AS count,
             sum(s.covered) AS sum
            FROM ((visit_day_sources s
              JOIN grid_members m ON (((m.kind = 'household'::text) AND (m.target_id = s.household_id))))
              JOIN grids g ON (((g.id = m.grid_id) AND (g.kind <> 'basic'::text))))
           GROUP BY s.campaign_id, s.day, m.grid_id, s.kind, s.person_id;
END;

CREATE FUNCTION path_ancestors(path text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT array_to_string(split.parts[1:depth.depth], '/'::text) AS array_to_string
    FROM ( SELECT string_to_array(path_ancestors.path, '/'::text) AS parts) split,
     LATERAL generate_series(1, cardinality(split.parts)) depth(depth);
END;

CREATE TABLE projects (
    id bigint NOT NULL,
    code text NOT NULL,
    programme_id bigint,
    kind text NOT NULL,
    name text NOT NULL,
    phase text DEFAULT 'planned'::text NOT NULL,
    starts_on date,
    ends_on date,
    cost_minor bigint,
    path text COLLATE pg_catalog."C",
    geom geometry(Geometry,4326),
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    client_uuid uuid,
    content_digest text,
    item_count integer DEFAULT 1 NOT NULL,
    unit_id bigint,
    started_on date,
    finished_on date,
    reported_households integer,
    reported_buildings integer,
    reported_as_of date,
    note text,
    documents jsonb DEFAULT '[]'::jsonb NOT NULL,
    geom_m geometry,
    CONSTRAINT projects_item_count CHECK ((item_count > 0)),
    CONSTRAINT projects_period CHECK ((ends_on >= starts_on)),
    CONSTRAINT projects_phase CHECK ((phase = ANY (ARRAY['planned'::text, 'designed'::text, 'tendered'::text, 'under_construction'::text, 'unstated'::text, 'done'::text, 'accepted'::text])))
);

CREATE TABLE work_types (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    unit text NOT NULL,
    dimension text NOT NULL,
    family text NOT NULL,
    sort_order smallint NOT NULL,
    kind text DEFAULT 'other'::text NOT NULL,
    version smallint DEFAULT 1 NOT NULL,
    CONSTRAINT work_types_dimension CHECK ((dimension = ANY (ARRAY['area'::text, 'length'::text, 'count'::text, 'mass'::text]))),
    CONSTRAINT work_types_family CHECK ((family = ANY (ARRAY['road'::text, 'light'::text, 'water'::text, 'line'::text, 'scene'::text, 'other'::text]))),
    CONSTRAINT work_types_kind CHECK ((kind = ANY (ARRAY['new'::text, 'repair'::text, 'replace'::text, 'renew'::text, 'clear'::text, 'open'::text, 'input'::text, 'other'::text])))
);

CREATE TABLE works (
    id bigint NOT NULL,
    client_uuid uuid,
    code text NOT NULL,
    work_type text NOT NULL,
    name text,
    quantity numeric,
    unit text,
    qualifier text,
    as_of date,
    phase text DEFAULT 'done'::text NOT NULL,
    is_completed boolean GENERATED ALWAYS AS ((phase = ANY (ARRAY['done'::text, 'accepted'::text]))) STORED NOT NULL,
    started_on date,
    completed_on date,
    path text COLLATE pg_catalog."C",
    geom geometry(Geometry,4326),
    geom_m geometry,
    alley_id bigint,
    project_id bigint,
    part_of_id bigint,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind text,
    planned_quantity numeric,
    figure_from date,
    alley_from_m double precision,
    alley_to_m double precision,
    cost_minor bigint,
    cost_qualifier text,
    cost_source text,
    contractor_kind text,
    contractor text,
    source text,
    content_digest text,
    recorded_by bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT works_contractor CHECK ((contractor_kind = ANY (ARRAY['municipal'::text, 'company'::text, 'utility'::text, 'property'::text, 'volunteers'::text, 'other'::text]))),
    CONSTRAINT works_cost CHECK ((cost_minor >= 0)),
    CONSTRAINT works_cost_has_source CHECK (((cost_minor IS NULL) OR (cost_source IS NOT NULL))),
    CONSTRAINT works_cost_qualifier CHECK ((cost_qualifier = ANY (ARRAY['about'::text, 'more_than'::text]))),
    CONSTRAINT works_kind CHECK ((kind = ANY (ARRAY['new'::text, 'repair'::text, 'replace'::text, 'renew'::text, 'clear'::text, 'open'::text, 'input'::text, 'other'::text]))),
    CONSTRAINT works_phase CHECK ((phase = ANY (ARRAY['planned'::text, 'under_construction'::text, 'done'::text, 'accepted'::text, 'cancelled'::text]))),
    CONSTRAINT works_planned_quantity CHECK ((planned_quantity > (0)::numeric)),
    CONSTRAINT works_qualifier CHECK ((qualifier = ANY (ARRAY['about'::text, 'more_than'::text]))),
    CONSTRAINT works_stretch CHECK ((((alley_from_m IS NULL) = (alley_to_m IS NULL)) AND ((alley_from_m IS NULL) OR ((alley_id IS NOT NULL) AND (alley_from_m < alley_to_m)))))
);

CREATE FUNCTION programme_work_amounts(ids bigint[]) RETURNS TABLE(programme_id bigint, by_month boolean, day date, work_type text, kind text, unit text, is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT p.programme_id,
     e.by_month,
     e.day,
     w.work_type,
     COALESCE(w.kind, t.kind) AS "coalesce",
     COALESCE(w.unit, t.unit) AS "coalesce",
     (w.completed_on IS NOT NULL),
     (count(*))::integer AS count,
     sum(w.quantity) AS sum,
     (count(*) FILTER (WHERE (w.qualifier = 'about'::text)))::integer AS count,
     (count(*) FILTER (WHERE (w.qualifier = 'more_than'::text)))::integer AS count
    FROM ((((works w
      JOIN projects p ON (((p.id = w.project_id) AND (p.programme_id IS NOT NULL))))
      JOIN work_types t ON ((t.code = w.work_type)))
      CROSS JOIN LATERAL ( SELECT COALESCE(w.completed_on, w.as_of, '-infinity'::date) AS day) d)
      CROSS JOIN LATERAL ( VALUES (false,d.day), (true,(date_trunc('month'::text, (d.day)::timestamp with time zone))::date)) e(by_month, day))
   WHERE (w.is_completed AND (w.part_of_id IS NULL) AND (w.figure_from IS NULL) AND ((programme_work_amounts.ids IS NULL) OR (w.id = ANY (programme_work_amounts.ids))))
   GROUP BY p.programme_id, e.by_month, e.day, w.work_type, COALESCE(w.kind, t.kind), COALESCE(w.unit, t.unit), (w.completed_on IS NOT NULL);
END;

CREATE TABLE work_grids (
    work_id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    share double precision NOT NULL
);

CREATE FUNCTION work_amounts_in(ids bigint[], in_grids bigint[]) RETURNS TABLE(grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text, is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH place AS MATERIALIZED (
          SELECT x.path,
             g.id AS grid_id
            FROM ((( SELECT DISTINCT s.path
                    FROM work_grids s
                   WHERE ((work_amounts_in.ids IS NULL) OR (s.work_id = ANY (work_amounts_in.ids)))) x
              CROSS JOIN LATERAL path_ancestors(x.path) a(path))
              JOIN grids g ON (((g.path = a.path) AND (g.valid_to IS NULL) AND (g.kind = 'basic'::text) AND (g.level <= 3) AND ((work_amounts_in.in_grids IS NULL) OR (g.id = ANY (work_amounts_in.in_grids))))))
         )
  SELECT p.grid_id,
     e.by_month,
     e.day,
     w.work_type,
     COALESCE(w.kind, t.kind) AS "coalesce",
     COALESCE(w.unit, t.unit) AS "coalesce",
     (w.completed_on IS NOT NULL),
     (count(*))::integer AS count,
     sum((w.quantity * LEAST(round((p.share)::numeric, 9), (1)::numeric))) AS sum,
     (count(*) FILTER (WHERE (w.qualifier = 'about'::text)))::integer AS count,
     (count(*) FILTER (WHERE (w.qualifier = 'more_than'::text)))::integer AS count
    FROM ((((( SELECT s.work_id,
             l.grid_id,
             sum(s.share) AS share
            FROM (work_grids s
              JOIN place l ON ((l.path = s.path)))
           WHERE ((work_amounts_in.ids IS NULL) OR (s.work_id = ANY (work_amounts_in.ids)))
           GROUP BY s.work_id, l.grid_id) p
      JOIN works w ON ((w.id = p.work_id)))
      JOIN work_types t ON ((t.code = w.work_type)))
      CROSS JOIN LATERAL ( SELECT COALESCE(w.completed_on, w.as_of, '-infinity'::date) AS day) d)
      CROSS JOIN LATERAL ( VALUES (false,d.day), (true,(date_trunc('month'::text, (d.day)::timestamp with time zone))::date)) e(by_month, day))
   WHERE (w.is_completed AND (w.part_of_id IS NULL) AND (w.figure_from IS NULL))
   GROUP BY p.grid_id, e.by_month, e.day, w.work_type, COALESCE(w.kind, t.kind), COALESCE(w.unit, t.unit), (w.completed_on IS NOT NULL);
END;

CREATE FUNCTION work_amounts(ids bigint[]) RETURNS TABLE(grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text, is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT a.grid_id,
     a.by_month,
     a.day,
     a.work_type,
     a.kind,
     a.unit,
     a.is_dated,
     a.works,
     a.quantity,
     a.about,
     a.more_than
    FROM work_amounts_in(work_amounts.ids, NULL::bigint[]) a(grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than);
END;

CREATE TABLE programme_work_tally (
    programme_id bigint NOT NULL,
    by_month boolean NOT NULL,
    day date NOT NULL,
    work_type text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    is_dated boolean NOT NULL,
    works integer NOT NULL,
    quantity numeric,
    about integer NOT NULL,
    more_than integer NOT NULL
);

CREATE TABLE work_tally (
    grid_id bigint NOT NULL,
    by_month boolean NOT NULL,
    day date NOT NULL,
    work_type text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    is_dated boolean NOT NULL,
    works integer NOT NULL,
    quantity numeric,
    about integer NOT NULL,
    more_than integer NOT NULL
);

CREATE FUNCTION count_work_tally() RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 DELETE FROM work_tally;
 INSERT INTO work_tally (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)  SELECT a.grid_id,
             a.by_month,
             a.day,
             a.work_type,
             a.kind,
             a.unit,
             a.is_dated,
             a.works,
             a.quantity,
             a.about,
             a.more_than
            FROM work_amounts(NULL::bigint[]) a(grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than);
 DELETE FROM programme_work_tally;
 INSERT INTO programme_work_tally (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)  SELECT a.programme_id,
             a.by_month,
             a.day,
             a.work_type,
             a.kind,
             a.unit,
             a.is_dated,
             a.works,
             a.quantity,
             a.about,
             a.more_than
            FROM programme_work_amounts(NULL::bigint[]) a(programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than);
END;

CREATE FUNCTION coverage_measures(state text, frozen boolean) RETURNS TABLE(measure text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT m.measure
    FROM ( VALUES ('total'::text,true), (coverage_measures.state,true), ('frozen'::text,coverage_measures.frozen), ('frozen_covered'::text,(coverage_measures.frozen AND (coverage_measures.state = 'covered'::text)))) m(measure, counted)
   WHERE m.counted;
END;

CREATE FUNCTION day_end(day date) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (((day + 1))::timestamp without time zone AT TIME ZONE COALESCE(( SELECT (settings.value #>> '{}'::text[])
            FROM settings
           WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text)) AS timezone;
END;

CREATE FUNCTION in_subtree(path text, root text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (((path COLLATE "C") >= root) AND ((path COLLATE "C") < (root || '0'::text)) AND (((path COLLATE "C") = root) OR ((path COLLATE "C") >= (root || '/'::text))));

CREATE FUNCTION knock_state(outcome text, is_approved boolean, is_rejected boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (outcome = 'visited'::text) THEN 'covered'::text WHEN is_rejected THEN 'tried'::text WHEN ((outcome = ANY (ARRAY['refused'::text, 'vacant'::text, 'unreachable'::text])) AND is_approved) THEN 'exempt'::text WHEN (outcome = ANY (ARRAY['refused'::text, 'vacant'::text, 'unreachable'::text])) THEN 'exempt_pending'::text WHEN (outcome = 'appointment'::text) THEN 'appointment'::text ELSE 'tried'::text END;

CREATE FUNCTION knock_weight(outcome text, is_rejected boolean) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (outcome = 'visited'::text) THEN 2 WHEN ((outcome <> 'nobody_home'::text) AND (NOT is_rejected)) THEN 1 ELSE 0 END;

CREATE FUNCTION known_at(v visits) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((v).recorded_by IS NULL) THEN LEAST((v).visited_at, (v).recorded_at) ELSE (v).recorded_at END;

CREATE FUNCTION knocks_before(round_id bigint, until timestamp with time zone) RETURNS TABLE(visit_id bigint, household_id bigint, person_id bigint, outcome text, visited_at timestamp with time zone, appointment_at timestamp with time zone, is_approved boolean, is_rejected boolean)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT v.id,
     v.household_id,
     v.person_id,
     v.outcome,
     v.visited_at,
     v.appointment_at,
     (COALESCE((v.approved_at < knocks_before.until), false) OR COALESCE((v.automatic_until >= knocks_before.until), false)),
     COALESCE((v.rejected_at < knocks_before.until), false) AS "coalesce"
    FROM visits v
   WHERE ((v.campaign_id = knocks_before.round_id) AND (known_at(v.*) < knocks_before.until) AND COALESCE((v.superseded_at >= knocks_before.until), true));
END;

CREATE TABLE campaigns (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    programme_id bigint,
    kind text DEFAULT 'round'::text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    status text DEFAULT 'open'::text NOT NULL,
    frozen_at timestamp with time zone,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    kinds text[],
    source_campaign_id bigint,
    source_states text[],
    sample_share double precision,
    checklist_code text,
    checklist_version integer,
    CONSTRAINT campaigns_kind CHECK ((kind = ANY (ARRAY['round'::text, 'recheck'::text]))),
    CONSTRAINT campaigns_sample_share CHECK (((sample_share > (0)::double precision) AND (sample_share <= (1)::double precision))),
    CONSTRAINT campaigns_status CHECK ((status = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text])))
);

CREATE FUNCTION coverage_on(round_id bigint, on_day date, root text DEFAULT NULL::text, targets bigint[] DEFAULT NULL::bigint[]) RETURNS TABLE(household_id bigint, path text, kind text, frozen boolean, building_id bigint, point_m geometry, state text, last_visited_at timestamp with time zone, appointment_at timestamp with time zone)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH round AS MATERIALIZED (
          SELECT COALESCE(r.frozen_at, r.opened_at, ((r.starts_on)::timestamp without time zone AT TIME ZONE z.name)) AS starts_at,
             e.ends_at,
             LEAST(e.ends_at, (r.closed_at + '00:00:00.000001'::interval)) AS until
            FROM ((campaigns r
              CROSS JOIN ( SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                            FROM settings
                           WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name) z)
              CROSS JOIN ( SELECT day_end(coverage_on.on_day) AS ends_at) e)
           WHERE (r.id = coverage_on.round_id)
         ), member AS MATERIALIZED (
          SELECT c.household_id,
             c.path,
             c.kind,
             c.frozen,
             c.building_id,
             c.point_m
            FROM (household_coverage c
              CROSS JOIN round r)
           WHERE ((c.campaign_id = coverage_on.round_id) AND (
                 CASE
                     WHEN (c.frozen OR (c.joined_at IS NULL)) THEN r.starts_at
                     ELSE GREATEST(c.joined_at, r.starts_at)
                 END < r.ends_at) AND ((coverage_on.root IS NULL) OR in_subtree(c.path, coverage_on.root)) AND ((coverage_on.targets IS NULL) OR (c.household_id = ANY (coverage_on.targets))))
         ), knock AS MATERIALIZED (
          SELECT k.visit_id,
             k.household_id,
             k.person_id,
             k.outcome,
             k.visited_at,
             k.appointment_at,
             k.is_approved,
             k.is_rejected
            FROM (round r
              CROSS JOIN LATERAL knocks_before(coverage_on.round_id, r.until) k(visit_id, household_id, person_id, outcome, visited_at, appointment_at, is_approved, is_rejected))
           WHERE (k.household_id IN ( SELECT m_1.household_id
                    FROM member m_1))
         ), decided AS (
          SELECT DISTINCT ON (k.household_id) k.household_id,
             knock_state(k.outcome, k.is_approved, k.is_rejected) AS state,
             max(k.visited_at) OVER (PARTITION BY k.household_id) AS last_visited_at,
                 CASE
                     WHEN (k.outcome = 'appointment'::text) THEN k.appointment_at
                     ELSE NULL::timestamp with time zone
                 END AS appointment_at
            FROM knock k
           ORDER BY k.household_id, (knock_weight(k.outcome, k.is_rejected)) DESC, k.visited_at DESC, k.visit_id DESC
         )
  SELECT m.household_id,
     m.path,
     m.kind,
     m.frozen,
     m.building_id,
     m.point_m,
     COALESCE(d.state, 'untried'::text) AS "coalesce",
     d.last_visited_at,
     d.appointment_at
    FROM (member m
      LEFT JOIN decided d ON ((d.household_id = m.household_id)));
END;

CREATE FUNCTION coverage_steps(round_id bigint, root text DEFAULT NULL::text, targets bigint[] DEFAULT NULL::bigint[]) RETURNS TABLE(household_id bigint, path text, kind text, frozen boolean, day date, was text, state text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH zone AS MATERIALIZED (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), round AS MATERIALIZED (
          SELECT COALESCE(r.frozen_at, r.opened_at, ((r.starts_on)::timestamp without time zone AT TIME ZONE zone.name)) AS starts_at,
             COALESCE(r.closed_at, 'infinity'::timestamp with time zone) AS ends_at,
             zone.name AS zone
            FROM (campaigns r
              CROSS JOIN zone)
           WHERE (r.id = coverage_steps.round_id)
         ), member AS MATERIALIZED (
          SELECT c.household_id,
             c.path,
             c.kind,
             c.frozen,
             ((
                 CASE
                     WHEN (c.frozen OR (c.joined_at IS NULL)) THEN r.starts_at
                     ELSE GREATEST(c.joined_at, r.starts_at)
                 END AT TIME ZONE r.zone))::date AS joined_on
            FROM (household_coverage c
              CROSS JOIN round r)
           WHERE ((c.campaign_id = coverage_steps.round_id) AND ((coverage_steps.root IS NULL) OR in_subtree(c.path, coverage_steps.root)) AND ((coverage_steps.targets IS NULL) OR (c.household_id = ANY (coverage_steps.targets))))
         ), knock AS MATERIALIZED (
          SELECT v.household_id,
             v.id,
             v.outcome,
             v.visited_at,
             m.joined_on,
             ((known_at(v.*) AT TIME ZONE r.zone))::date AS known_on,
                 CASE
                     WHEN (v.superseded_at <= r.ends_at) THEN ((v.superseded_at AT TIME ZONE r.zone))::date
                     ELSE NULL::date
                 END AS gone_on,
                 CASE
                     WHEN (v.approved_at <= r.ends_at) THEN ((v.approved_at AT TIME ZONE r.zone))::date
                     ELSE NULL::date
                 END AS approved_on,
                 CASE
                     WHEN (v.rejected_at <= r.ends_at) THEN ((v.rejected_at AT TIME ZONE r.zone))::date
                     ELSE NULL::date
                 END AS rejected_on,
             ((v.automatic_until AT TIME ZONE r.zone))::date AS automatic_until
            FROM ((visits v
              JOIN member m ON ((m.household_id = v.household_id)))
              CROSS JOIN round r)
           WHERE ((v.campaign_id = coverage_steps.round_id) AND (known_at(v.*) <= r.ends_at))
         ), moment AS (
          SELECT DISTINCT k.household_id,
             GREATEST(d.day, k.joined_on) AS day
            FROM (knock k
              CROSS JOIN LATERAL ( VALUES (k.known_on), (k.gone_on), (k.approved_on), (k.rejected_on), (k.automatic_until), (k.joined_on)) d(day))
           WHERE (d.day IS NOT NULL)
         ), decided AS (
          SELECT DISTINCT ON (t.household_id, t.day) t.household_id,
             t.day,
                 CASE
                     WHEN (k.id IS NULL) THEN 'untried'::text
                     ELSE knock_state(k.outcome, (COALESCE((k.approved_on <= t.day), false) OR COALESCE((k.automatic_until > t.day), false)), COALESCE((k.rejected_on <= t.day), false))
                 END AS state
            FROM (moment t
              LEFT JOIN knock k ON (((k.household_id = t.household_id) AND (k.known_on <= t.day) AND COALESCE((k.gone_on > t.day), true))))
           ORDER BY t.household_id, t.day, (k.id IS NULL), (knock_weight(k.outcome, COALESCE((k.rejected_on <= t.day), false))) DESC, k.visited_at DESC, k.id DESC
         ), step AS (
          SELECT d.household_id,
             d.day,
             lag(d.state) OVER (PARTITION BY d.household_id ORDER BY d.day) AS was,
             d.state
            FROM decided d
         )
  SELECT m.household_id,
     m.path,
     m.kind,
     m.frozen,
     s.day,
     s.was,
     s.state
    FROM (step s
      JOIN member m ON ((m.household_id = s.household_id)))
   WHERE (s.was IS DISTINCT FROM s.state)
 UNION ALL
  SELECT m.household_id,
     m.path,
     m.kind,
     m.frozen,
     m.joined_on,
     NULL::text,
     'untried'::text
    FROM member m
   WHERE (NOT (EXISTS ( SELECT
            FROM knock k
           WHERE (k.household_id = m.household_id))));
END;

CREATE TABLE households (
    id bigint NOT NULL,
    client_uuid uuid,
    code text,
    kind text DEFAULT 'household'::text NOT NULL,
    name text,
    building_id bigint,
    unit text,
    floor smallint,
    room text,
    address text DEFAULT ''::text NOT NULL,
    path text COLLATE pg_catalog."C",
    geom geometry(Point,4326) NOT NULL,
    search_terms text DEFAULT ''::text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT households_kind CHECK ((kind = ANY (ARRAY['household'::text, 'enterprise'::text, 'school'::text, 'construction_site'::text])))
);

CREATE VIEW visit_states AS
 SELECT DISTINCT ON (v.campaign_id, v.household_id) v.campaign_id,
    v.household_id,
    knock_state(v.outcome, (v.approved_at IS NOT NULL), (v.rejected_at IS NOT NULL)) AS state,
    max(v.visited_at) OVER (PARTITION BY v.campaign_id, v.household_id) AS last_visited_at,
        CASE
            WHEN (v.outcome = 'appointment'::text) THEN v.appointment_at
            ELSE NULL::timestamp with time zone
        END AS appointment_at
   FROM visits v
  WHERE (v.superseded_at IS NULL)
  ORDER BY v.campaign_id, v.household_id, (knock_weight(v.outcome, (v.rejected_at IS NOT NULL))) DESC, v.visited_at DESC, v.id DESC;

CREATE FUNCTION coverage_wanted(round_id bigint, household_ids bigint[]) RETURNS TABLE(household_id bigint, path text, kind text, building_id bigint, archived_at timestamp with time zone, point_m geometry, state text, last_visited_at timestamp with time zone, appointment_at timestamp with time zone)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT h.id,
     h.path,
     h.kind,
     h.building_id,
     h.archived_at,
     st_transform(h.geom, ( SELECT ((settings.value #>> '{}'::text[]))::integer AS int4
            FROM settings
           WHERE (settings.key = 'metric_srid'::text))) AS st_transform,
     COALESCE(s.state, 'untried'::text) AS "coalesce",
     s.last_visited_at,
     s.appointment_at
    FROM (households h
      LEFT JOIN LATERAL ( SELECT v.campaign_id,
             v.household_id,
             v.state,
             v.last_visited_at,
             v.appointment_at
            FROM visit_states v
           WHERE ((v.campaign_id = coverage_wanted.round_id) AND (v.household_id = h.id))
          OFFSET 0) s ON (true))
   WHERE (h.id = ANY (coverage_wanted.household_ids));
END;

CREATE FUNCTION date_responsibility() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.known_from is null and exists (select from responsibilities r where r.recorded_at < now()) then new.known_from := district_day(now()); end if;
  return new;
end $$;

CREATE FUNCTION district_day(at timestamp with time zone) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT ((at AT TIME ZONE COALESCE(( SELECT (settings.value #>> '{}'::text[])
            FROM settings
           WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text)))::date AS timezone;
END;

CREATE FUNCTION grid_ref(g grids) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((g).id IS NOT NULL) THEN json_build_object('id', (g).id, 'code', (g).code, 'name', (g).name, 'level', (g).level, 'kind', (g).kind, 'path', (g).path)
             ELSE NULL::json
         END AS "case";
END;

CREATE TABLE people (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    unit_id bigint,
    grid_paths text[] DEFAULT '{}'::text[] NOT NULL,
    duty_phone text,
    is_active boolean DEFAULT true NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    CONSTRAINT people_role CHECK ((role = ANY (ARRAY['grid_worker'::text, 'volunteer'::text, 'community_secretary'::text, 'subdistrict_dispatcher'::text, 'district_command'::text, 'responsible_unit'::text, 'inspector'::text, 'verifier'::text, 'leader'::text, 'planner'::text, 'administrator'::text, 'auditor'::text])))
);

CREATE TABLE people_past (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    is_active boolean NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE responsibilities (
    id bigint NOT NULL,
    grid_id bigint NOT NULL,
    tier smallint NOT NULL,
    person_id bigint NOT NULL,
    unit_id bigint,
    role text DEFAULT 'owner'::text NOT NULL,
    scope_type text,
    share numeric,
    valid_from date,
    valid_to date,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    known_from date,
    CONSTRAINT responsibilities_scope_type CHECK ((scope_type = ANY (ARRAY['line'::text, 'road_section'::text, 'community'::text, 'grid'::text]))),
    CONSTRAINT responsibilities_share CHECK (((share > (0)::numeric) AND (share <= (1)::numeric))),
    CONSTRAINT responsibilities_tier CHECK (((tier >= 1) AND (tier <= 5))),
    CONSTRAINT responsibilities_validity CHECK ((valid_to > valid_from))
);

CREATE TABLE responsibility_past (
    id bigint NOT NULL,
    responsibility_id bigint NOT NULL,
    grid_id bigint NOT NULL,
    tier smallint NOT NULL,
    person_id bigint NOT NULL,
    unit_id bigint,
    role text NOT NULL,
    scope_type text,
    share numeric,
    valid_from date,
    valid_to date,
    known_from date,
    until timestamp with time zone NOT NULL
);

CREATE FUNCTION responsibilities_on(day date) RETURNS TABLE(id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, valid_from date, valid_to date, is_active boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT r.id,
     r.grid_id,
     r.tier,
     r.person_id,
     r.unit_id,
     r.role,
     r.scope_type,
     r.share,
     r.valid_from,
     r.valid_to,
     COALESCE(( SELECT k.is_active
            FROM people_past k
           WHERE ((k.person_id = r.person_id) AND (k.until >= ( SELECT day_end(responsibilities_on.day) AS day_end)))
           ORDER BY k.until
          LIMIT 1), p.is_active) AS "coalesce"
    FROM (( SELECT c.id,
             c.grid_id,
             c.tier,
             c.person_id,
             c.unit_id,
             c.role,
             c.scope_type,
             c.share,
             COALESCE(c.valid_from, c.known_from) AS valid_from,
             c.valid_to
            FROM responsibilities c
           WHERE (NOT (EXISTS ( SELECT
                    FROM responsibility_past k
                   WHERE ((k.responsibility_id = c.id) AND (k.until >= ( SELECT day_end(responsibilities_on.day) AS day_end))))))
         UNION ALL
          SELECT c.responsibility_id,
             c.grid_id,
             c.tier,
             c.person_id,
             c.unit_id,
             c.role,
             c.scope_type,
             c.share,
             COALESCE(c.valid_from, c.known_from) AS "coalesce",
             c.valid_to
            FROM responsibility_past c
           WHERE ((c.until >= ( SELECT day_end(responsibilities_on.day) AS day_end)) AND (NOT (EXISTS ( SELECT
                    FROM responsibility_past k
                   WHERE ((k.responsibility_id = c.responsibility_id) AND (k.until >= ( SELECT day_end(responsibilities_on.day) AS day_end)) AND (k.id < c.id))))))) r
      JOIN people p ON ((p.id = r.person_id)));
END;

CREATE FUNCTION held_responsibilities(day date) RETURNS TABLE(id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, is_whole boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT r.id,
     r.grid_id,
     r.tier,
     r.person_id,
     COALESCE(r.unit_id, p.unit_id) AS "coalesce",
     r.role,
     r.scope_type,
     r.share,
     COALESCE((r.scope_type <> ALL (ARRAY['line'::text, 'road_section'::text])), true) AS "coalesce"
    FROM (responsibilities_on(held_responsibilities.day) r(id, grid_id, tier, person_id, unit_id, role, scope_type, share, valid_from, valid_to, is_active)
      JOIN people p ON ((p.id = r.person_id)))
   WHERE (r.is_active AND ((r.valid_from IS NULL) OR (r.valid_from <= held_responsibilities.day)) AND ((r.valid_to IS NULL) OR (r.valid_to > held_responsibilities.day)));
END;

CREATE FUNCTION issue_lateness(at timestamp with time zone) RETURNS TABLE(issue_id bigint, lateness text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT i.id,
     lateness_of(i.state, i.is_open, i.due_at, issue_lateness.at, b.overdue_long_before, b.due_today_until) AS lateness_of
    FROM (issues i
      CROSS JOIN lateness_bounds(issue_lateness.at) b(overdue_long_before, due_today_until));
END;

CREATE TABLE units (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text DEFAULT 'department'::text NOT NULL,
    parent_id bigint,
    ranking_group text,
    is_double_reporting boolean DEFAULT false NOT NULL,
    duty_phone text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT units_kind CHECK ((kind = ANY (ARRAY['district'::text, 'department'::text, 'subdistrict'::text, 'community'::text, 'enterprise'::text, 'other'::text])))
);

CREATE FUNCTION issue_rows(at timestamp with time zone) RETURNS TABLE(id bigint, code text, title text, domain text, class text, channel text, state text, lateness text, grid json, "unitName" text, address text, lon double precision, lat double precision, "reportedAt" timestamp with time zone, "dueAt" timestamp with time zone, "resolvedAt" timestamp with time zone, "closedAt" timestamp with time zone, flags text[], is_open boolean, path text, geom geometry, point_m geometry)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT i.id,
     i.code,
     i.title,
     i.domain,
     i.class,
     i.channel,
     i.state,
     l.lateness,
     grid_ref(g.*) AS grid_ref,
     u.name,
     i.address,
     st_x(i.geom) AS st_x,
     st_y(i.geom) AS st_y,
     i.reported_at,
     i.due_at,
     i.resolved_at,
     i.closed_at,
     i.flags,
     i.is_open,
     i.path,
     i.geom,
     i.point_m
    FROM (((issues i
      JOIN issue_lateness(issue_rows.at) l(issue_id, lateness) ON ((l.issue_id = i.id)))
      LEFT JOIN grids g ON (((g.path = i.path) AND (g.valid_to IS NULL))))
      LEFT JOIN units u ON ((u.id = i.unit_id)));
END;

CREATE FUNCTION issue_rows_on(on_day date, at timestamp with time zone) RETURNS TABLE(id bigint, code text, title text, domain text, class text, channel text, state text, lateness text, grid json, "unitName" text, address text, lon double precision, lat double precision, "reportedAt" timestamp with time zone, "dueAt" timestamp with time zone, "resolvedAt" timestamp with time zone, "closedAt" timestamp with time zone, flags text[], is_open boolean, path text, geom geometry, point_m geometry)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH bound AS MATERIALIZED (
          SELECT history_days.day,
             history_days.ends_at,
             history_days.overdue_long_before,
             history_days.due_today_until
            FROM history_days(issue_rows_on.on_day, issue_rows_on.on_day, issue_rows_on.at) history_days(day, ends_at, overdue_long_before, due_today_until)
         ), own AS MATERIALIZED (
          SELECT i_1.id,
             i_1.client_uuid,
             i_1.code,
             i_1.title,
             i_1.description,
             i_1.domain,
             i_1.class,
             i_1.channel,
             i_1.state,
             i_1.is_open,
             i_1.holder_level,
             i_1.resolution_mode,
             i_1.address,
             i_1.path,
             i_1.geom,
             i_1.point_m,
             i_1.unit_id,
             i_1.person_id,
             i_1.alley_id,
             i_1.household_id,
             i_1.duplicate_of_id,
             i_1.reported_at,
             i_1.due_at,
             i_1.resolved_at,
             i_1.closed_at,
             i_1.flags,
             i_1.attributes,
             i_1.reported_by,
             i_1.visit_id,
             i_1.content_digest,
             b.ends_at,
             b.overdue_long_before,
             b.due_today_until,
             ( SELECT e.to_state
                    FROM issue_events e
                   WHERE ((e.issue_id = i_1.id) AND (e.occurred_at < b.ends_at))
                   ORDER BY e.occurred_at DESC, e.id DESC
                  LIMIT 1) AS state_then
            FROM (issues i_1
              JOIN bound b ON ((i_1.reported_at < b.ends_at)))
         ), judged AS (
          SELECT o.id,
             o.client_uuid,
             o.code,
             o.title,
             o.description,
             o.domain,
             o.class,
             o.channel,
             o.state,
             o.is_open,
             o.holder_level,
             o.resolution_mode,
             o.address,
             o.path,
             o.geom,
             o.point_m,
             o.unit_id,
             o.person_id,
             o.alley_id,
             o.household_id,
             o.duplicate_of_id,
             o.reported_at,
             o.due_at,
             o.resolved_at,
             o.closed_at,
             o.flags,
             o.attributes,
             o.reported_by,
             o.visit_id,
             o.content_digest,
             o.ends_at,
             o.overdue_long_before,
             o.due_today_until,
             o.state_then,
                 CASE
                     WHEN (o.state_then IS NOT NULL) THEN (o.state_then <> ALL (ARRAY['closed'::text, 'rejected'::text]))
                     ELSE (o.is_open OR (o.closed_at >= o.ends_at))
                 END AS was_open
            FROM own o
         )
  SELECT i.id,
     i.code,
     i.title,
     i.domain,
     i.class,
     i.channel,
     COALESCE(i.state_then,
         CASE
             WHEN (COALESCE(i.was_open, true) AND (NOT i.is_open)) THEN 'reported'::text
             ELSE i.state
         END) AS "coalesce",
     lateness_of(COALESCE(i.state_then, i.state), i.was_open, i.due_at, i.ends_at, i.overdue_long_before, i.due_today_until) AS lateness_of,
     grid_ref(g.*) AS grid_ref,
     u.name,
     i.address,
     st_x(i.geom) AS st_x,
     st_y(i.geom) AS st_y,
     i.reported_at,
     i.due_at,
         CASE
             WHEN (i.resolved_at < i.ends_at) THEN i.resolved_at
             ELSE NULL::timestamp with time zone
         END AS "case",
         CASE
             WHEN (i.closed_at < i.ends_at) THEN i.closed_at
             ELSE NULL::timestamp with time zone
         END AS "case",
     i.flags,
     COALESCE(i.was_open, false) AS "coalesce",
     i.path,
     i.geom,
     i.point_m
    FROM ((judged i
      LEFT JOIN grids g ON (((g.path = i.path) AND (g.valid_to IS NULL))))
      LEFT JOIN units u ON ((u.id = i.unit_id)));
END;

CREATE FUNCTION keep_component_status() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into street_component_past (component_id, status, status_on, until) values (old.id, old.status, old.status_on, now());
  return null;
end $$;

CREATE FUNCTION keep_person() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into people_past (person_id, is_active, until) values (old.id, old.is_active, now());
  return null;
end $$;

CREATE FUNCTION keep_responsibility() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into responsibility_past (responsibility_id, grid_id, tier, person_id, unit_id, role, scope_type, share, valid_from, valid_to, known_from, until)
    values (old.id, old.grid_id, old.tier, old.person_id, old.unit_id, old.role, old.scope_type, old.share, old.valid_from, old.valid_to, old.known_from, now());
  return null;
end $$;

CREATE FUNCTION keep_work_type() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into work_type_versions (code, version, content) values (new.code, new.version, to_jsonb(new) - 'code' - 'version') on conflict do nothing;
  return null;
end $$;

CREATE FUNCTION masked(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(words, '[0-9０-９]{3,}'::text, '…'::text, 'g'::text);

CREATE FUNCTION move_programme_works() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  ids bigint[] := array(select w.id from works w where w.project_id = new.id);
begin
  -- The amounts are those of the new programme; the old one loses the same.
  perform tally_programme_works(ids, 1);
  insert into programme_work_tally as t (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
    select old.programme_id, e.by_month, e.day, w.work_type, coalesce(w.kind, k.kind), coalesce(w.unit, k.unit), w.completed_on is not null, -count(*)::integer,
      -sum(w.quantity), -count(*) filter (where w.qualifier = 'about')::integer, -count(*) filter (where w.qualifier = 'more_than')::integer
    from works w
    join work_types k on k.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where old.programme_id is not null and w.id = any (ids) and w.is_completed and w.part_of_id is null and w.figure_from is null
    group by e.by_month, e.day, w.work_type, coalesce(w.kind, k.kind), coalesce(w.unit, k.unit), w.completed_on is not null
  on conflict (programme_id, by_month, day, work_type, kind, unit, is_dated) do update
    set works = t.works + excluded.works, about = t.about + excluded.about, more_than = t.more_than + excluded.more_than,
      quantity = coalesce(t.quantity + excluded.quantity, t.quantity, excluded.quantity);
  return null;
end $$;

CREATE FUNCTION note_plan_facts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into plan_fact_changes (part) select unnest(string_to_array(tg_argv[0], ',')) on conflict do nothing;
  if found then
    delete from plan_fact_changes where (xid, part) in (
      select xid, part from plan_fact_changes where changed_at < now() - interval '1 day' order by changed_at limit 100 for update skip locked
    );
  end if;
  return null;
end $$;

CREATE FUNCTION number_work_type() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if to_jsonb(new) - 'version' is distinct from to_jsonb(old) - 'version' then new.version := old.version + 1; end if;
  return new;
end $$;

CREATE FUNCTION work_size(place geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE st_dimension(place) WHEN 0 THEN (st_numgeometries(place))::double precision WHEN 1 THEN st_length(place) ELSE st_area(place) END;

CREATE FUNCTION part_size(place geometry, part geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((st_dimension(part) = st_dimension(place)) AND st_covers(st_buffer(place, (1)::double precision), part)) THEN work_size(part) ELSE (0)::double precision END;

CREATE FUNCTION place_component() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.geom_m := st_transform(new.geom, (select (value #>> '{}')::integer from settings where key = 'metric_srid'));
  return new;
end $$;

CREATE TABLE project_events (
    id bigint NOT NULL,
    client_uuid uuid,
    content_digest text,
    project_id bigint NOT NULL,
    action text NOT NULL,
    from_phase text,
    to_phase text,
    happened_on date NOT NULL,
    person_id bigint,
    reason text,
    before jsonb,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT project_events_action CHECK ((action = ANY (ARRAY['created'::text, 'corrected'::text, 'advanced'::text, 'reopened'::text, 'milestone'::text, 'consulted'::text])))
);

CREATE VIEW project_steps AS
 SELECT e.project_id,
    e.happened_on AS day,
    e.id AS nr,
    e.to_phase AS phase
   FROM project_events e
  WHERE (e.to_phase IS NOT NULL)
UNION ALL
 SELECT p.id AS project_id,
    s.day,
    s.nr,
    s.phase
   FROM (projects p
     CROSS JOIN LATERAL ( VALUES (p.started_on,(1)::bigint,
                CASE
                    WHEN (p.phase = ANY (ARRAY['done'::text, 'accepted'::text])) THEN 'under_construction'::text
                    ELSE p.phase
                END), (p.finished_on,(2)::bigint,p.phase)) s(day, nr, phase))
  WHERE ((s.day IS NOT NULL) AND (NOT (EXISTS ( SELECT
           FROM project_events e
          WHERE ((e.project_id = p.id) AND (e.to_phase IS NOT NULL))))));

CREATE FUNCTION project_phase_on(project bigint, on_day date) RETURNS text
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT s.phase
    FROM project_steps s
   WHERE ((s.project_id = project_phase_on.project) AND (s.day <= project_phase_on.on_day))
   ORDER BY s.day DESC, s.nr DESC
  LIMIT 1;
END;

CREATE FUNCTION project_rules(OUT consent_share double precision, OUT moratorium_years integer, OUT clash_tolerance_m double precision, OUT clash_least_m double precision, OUT clash_least_m2 double precision) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(((r.value ->> 'consentShare'::text))::double precision, (0.667)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'moratoriumYears'::text))::integer, 3) AS "coalesce",
     COALESCE(((r.value ->> 'clashToleranceM'::text))::double precision, (5)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'clashLeastM'::text))::double precision, (20)::double precision) AS "coalesce",
     COALESCE(((r.value ->> 'clashLeastM2'::text))::double precision, (100)::double precision) AS "coalesce"
    FROM (( VALUES (1)) one(n)
      LEFT JOIN settings r ON ((r.key = 'project_rules'::text)));
END;

CREATE FUNCTION project_standing(project projects, on_day date, is_past boolean, OUT phase text, OUT started_on date, OUT finished_on date) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN is_past THEN project_phase_on((project).id, on_day)
             ELSE (project).phase
         END AS phase,
         CASE
             WHEN ((NOT is_past) OR ((project).started_on <= on_day)) THEN (project).started_on
             ELSE NULL::date
         END AS "case",
         CASE
             WHEN ((NOT is_past) OR ((project).finished_on <= on_day)) THEN (project).finished_on
             ELSE NULL::date
         END AS "case";
END;

CREATE TABLE project_kinds (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    build_order smallint NOT NULL,
    digs boolean NOT NULL,
    resurfaces boolean NOT NULL,
    needs_consent boolean NOT NULL,
    sort_order smallint NOT NULL
);

CREATE FUNCTION project_clashes(today date, only_project bigint DEFAULT NULL::bigint, is_past boolean DEFAULT false) RETURNS TABLE(first_id bigint, second_id bigint, kind text, from_on date, to_on date, days integer, length_m double precision, area_m2 double precision, geom geometry, go_first_id bigint, advice text, wait_until date)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH rules AS MATERIALIZED (
          SELECT project_rules.consent_share,
             project_rules.moratorium_years,
             project_rules.clash_tolerance_m,
             project_rules.clash_least_m,
             project_rules.clash_least_m2
            FROM project_rules() project_rules(consent_share, moratorium_years, clash_tolerance_m, clash_least_m, clash_least_m2)
         ), project AS MATERIALIZED (
          SELECT p_1.id,
             p_1.geom_m,
             st_dimension(p_1.geom_m) AS dimension,
             k.build_order,
             k.digs,
             k.resurfaces,
             (s.phase = ANY (ARRAY['done'::text, 'accepted'::text])) AS is_over,
             COALESCE(s.started_on, p_1.starts_on) AS from_on,
                 CASE
                     WHEN (s.phase = ANY (ARRAY['done'::text, 'accepted'::text])) THEN COALESCE(s.finished_on, p_1.ends_on)
                     WHEN (s.phase = ANY (ARRAY['under_construction'::text, 'unstated'::text])) THEN GREATEST(p_1.ends_on, project_clashes.today)
                     ELSE p_1.ends_on
                 END AS to_on
            FROM ((projects p_1
              JOIN project_kinds k ON ((k.code = p_1.kind)))
              CROSS JOIN LATERAL project_standing(p_1.*, project_clashes.today, project_clashes.is_past) s(phase, started_on, finished_on))
           WHERE ((p_1.geom_m IS NOT NULL) AND (k.digs OR k.resurfaces) AND (s.phase IS NOT NULL))
         ), timed AS MATERIALIZED (
          SELECT x.id AS first_id,
             y.id AS second_id,
             x.geom_m AS first_geom,
             y.geom_m AS second_geom,
             x.dimension AS first_dimension,
             y.dimension AS second_dimension,
             t.at_once,
             t.free_on,
             x.is_over,
             x.build_order AS first_order,
             y.build_order AS second_order,
                 CASE
                     WHEN t.at_once THEN y.from_on
                     ELSE GREATEST(y.from_on, (x.to_on + 1))
                 END AS from_on,
                 CASE
                     WHEN t.at_once THEN LEAST(x.to_on, y.to_on)
                     ELSE LEAST(y.to_on, (t.free_on - 1))
                 END AS to_on
            FROM ((((project x
              CROSS JOIN rules r_1)
              JOIN projects o ON ((o.geom_m OPERATOR(&&) st_expand(x.geom_m, r_1.clash_tolerance_m))))
              JOIN project y ON ((y.id = o.id)))
              CROSS JOIN LATERAL ( SELECT ((x.to_on >= y.from_on) AND (NOT x.is_over) AND (NOT y.is_over)) AS at_once,
                     ((x.to_on + make_interval(years => r_1.moratorium_years)))::date AS free_on) t)
           WHERE ((ROW(x.from_on, x.id) < ROW(y.from_on, y.id)) AND (x.from_on <= x.to_on) AND (y.from_on <= y.to_on) AND (NOT (x.is_over AND y.is_over)) AND ((project_clashes.only_project IS NULL) OR ((project_clashes.only_project = x.id) OR (project_clashes.only_project = y.id))) AND
                 CASE
                     WHEN t.at_once THEN (x.digs OR y.digs)
                     ELSE (x.resurfaces AND y.digs AND (NOT y.is_over) AND (y.to_on > x.to_on) AND (y.from_on < t.free_on))
                 END)
         ), placed AS MATERIALIZED (
          SELECT t.first_id,
             t.second_id,
             t.first_geom,
             t.second_geom,
             t.first_dimension,
             t.second_dimension,
             t.at_once,
             t.free_on,
             t.is_over,
             t.first_order,
             t.second_order,
             t.from_on,
             t.to_on,
             st_dimension(shared.geom) AS dimension,
             shared.geom
            FROM ((timed t
              CROSS JOIN rules r_1)
              CROSS JOIN LATERAL ( SELECT
                         CASE
                             WHEN ((t.first_dimension = 2) AND (t.second_dimension = 2)) THEN st_collectionextract(st_intersection(t.first_geom, t.second_geom), 3)
                             WHEN (t.first_dimension = 2) THEN st_collectionextract(st_intersection(t.second_geom, t.first_geom), 2)
                             ELSE st_collectionextract(st_intersection(t.first_geom, t.second_geom), 2)
                         END AS geom
                   WHERE (((t.first_dimension = 2) OR (t.second_dimension = 2)) AND st_intersects(t.first_geom, t.second_geom))
                 UNION ALL
                  SELECT st_multi(st_collect(part.geom)) AS geom
                    FROM ((st_dump(t.second_geom) y(path, geom)
                      CROSS JOIN LATERAL ( SELECT st_collect(d.geom) AS geom
                            FROM st_dump(t.first_geom) d(path, geom)
                           WHERE ((d.geom OPERATOR(&&) st_expand(y.geom, r_1.clash_tolerance_m)) AND st_dwithin(d.geom, y.geom, r_1.clash_tolerance_m))) x)
                      CROSS JOIN LATERAL st_dump(st_collectionextract(st_intersection(y.geom, st_buffer(x.geom, r_1.clash_tolerance_m, 2)), 2)) part(path, geom))
                   WHERE ((t.first_dimension = 1) AND (t.second_dimension = 1) AND (x.geom IS NOT NULL))) shared)
         )
  SELECT p.first_id,
     p.second_id,
         CASE
             WHEN p.at_once THEN 'overlap'::text
             ELSE 'moratorium'::text
         END AS "case",
     p.from_on,
     p.to_on,
     ((p.to_on - p.from_on) + 1),
         CASE
             WHEN (p.dimension = 1) THEN st_length(p.geom)
             ELSE NULL::double precision
         END AS "case",
         CASE
             WHEN (p.dimension = 2) THEN st_area(p.geom)
             ELSE NULL::double precision
         END AS "case",
     st_transform(p.geom, 4326) AS st_transform,
         CASE
             WHEN ((p.second_order < p.first_order) AND (NOT p.is_over)) THEN p.second_id
             ELSE p.first_id
         END AS first_id,
         CASE
             WHEN p.is_over THEN 'wait'::text
             WHEN (p.second_order <> p.first_order) THEN 'deeper_first'::text
             ELSE 'together'::text
         END AS "case",
         CASE
             WHEN p.is_over THEN p.free_on
             ELSE NULL::date
         END AS "case"
    FROM (placed p
      CROSS JOIN rules r)
   WHERE
         CASE p.dimension
             WHEN 2 THEN (st_area(p.geom) >= r.clash_least_m2)
             WHEN 1 THEN (st_length(p.geom) >= r.clash_least_m)
             ELSE false
         END;
END;

CREATE FUNCTION quantity_inside(quantity numeric, share numeric, size double precision, part_quantities numeric[], part_shares numeric[], part_sizes double precision[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((quantity_inside.share >= (1)::numeric) OR (p.quantity IS NULL)) THEN (quantity_inside.quantity * quantity_inside.share)
             WHEN (p.quantity > quantity_inside.quantity) THEN GREATEST((quantity_inside.quantity * quantity_inside.share), p.largest)
             WHEN ((quantity_inside.size - p.size) > (quantity_inside.size * (0.001)::double precision)) THEN (p.inside + ((quantity_inside.quantity - p.quantity) * round((LEAST(GREATEST(((((quantity_inside.share)::double precision * quantity_inside.size) - p.size_inside) / (quantity_inside.size - p.size)), (0)::double precision), (1)::double precision))::numeric, 9)))
             ELSE (p.inside + ((quantity_inside.quantity - p.quantity) * quantity_inside.share))
         END AS "case"
    FROM ( SELECT sum(t.quantity) AS quantity,
             sum((t.quantity * t.share)) AS inside,
             max((t.quantity * t.share)) AS largest,
             sum(t.size) AS size,
             sum((t.size * (t.share)::double precision)) AS size_inside
            FROM UNNEST(quantity_inside.part_quantities, quantity_inside.part_shares, quantity_inside.part_sizes) t(quantity, share, size)) p;
END;

CREATE FUNCTION recount_tallies() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  perform recount_tallies(array['coverage', 'issues', 'works']);
  lock table work_tally in share row exclusive mode;
  perform count_work_tally();
end $$;

CREATE FUNCTION recount_tallies(subjects text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  lock table deltas in share row exclusive mode;
  delete from deltas d where d.subject = any (subjects) or (d.subject = 'visit_days' and 'coverage' = any (subjects));
  delete from grid_tally t where t.subject = any (subjects);
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select g.id, s.subject, s.campaign_id, s.kind, s.measure, sum(s.amount)
    from tally_sources s
    cross join lateral path_ancestors(s.path) as a (path)
    join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
    where s.subject = any (subjects)
    group by g.id, s.subject, s.campaign_id, s.kind, s.measure;
  -- Dedicated and unit management grids hold their members by name, not by path.
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select m.grid_id, 'coverage', c.campaign_id, c.kind, x.measure, count(*)
    from grid_members m
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    join household_coverage c on m.kind = 'household' and c.household_id = m.target_id
    cross join lateral (values ('total', true), ('frozen', c.frozen), (c.state, true), ('frozen_covered', c.frozen and c.state = 'covered')) as x (measure, counted)
    where x.counted and 'coverage' = any (subjects)
    group by m.grid_id, c.campaign_id, c.kind, x.measure;
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select m.grid_id, 'issues', 0, i.domain, x.measure, count(*)
    from grid_members m
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    join issues i on m.kind = 'issue' and i.id = m.target_id
    cross join lateral (values ('total', true), ('open', i.is_open), ('resolved', i.resolved_at is not null)) as x (measure, counted)
    where x.counted and 'issues' = any (subjects)
    group by m.grid_id, i.domain, x.measure;
  if 'coverage' = any (subjects) then
    perform count_visit_days();
  end if;
end $$;

CREATE FUNCTION recount_work_tally(in_grids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  lock table work_tally in share row exclusive mode;
  delete from work_tally t
    where t.grid_id = any (in_grids) or not exists (select from grids g where g.id = t.grid_id and g.valid_to is null and g.kind = 'basic' and g.level <= 3);
  insert into work_tally (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
    select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than from work_amounts_in(null, in_grids) a;
end $$;

CREATE FUNCTION refresh_alley_facts(ids bigint[] DEFAULT NULL::bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET jit TO 'off'
    AS $$
declare
  wanted bigint[];
  rules record;
begin
  select * into rules from alley_rules();
  if ids is not null then
    select array_agg(distinct o.id) into wanted from alleys a join alleys o on st_dwithin(o.geom_m, a.geom_m, rules.junction_m) where a.id = any (ids);
    if wanted is null then return; end if;
  end if;

  update street_components c set alley_id = nearest.id
  from street_components o
  left join lateral (
    select a.id from alleys a where st_dwithin(a.geom_m, o.geom_m, rules.components_m) order by st_distance(a.geom_m, o.geom_m), a.id limit 1
  ) nearest on true
  where c.id = o.id and c.alley_id is distinct from nearest.id
    and (wanted is null or o.alley_id = any (wanted)
      or exists (select from alleys t where t.id = any (wanted) and st_dwithin(t.geom_m, o.geom_m, rules.components_m)));

  insert into alley_facts as f (alley_id, lamps, working_lamps, drains, faulty_drains, served_households, only_way_id, refreshed_at)
  select t.id, 0, 0, 0, 0, 0, case when cardinality(touching.ids) = 1 and not roads.any_near then touching.ids[1] end, now()
  from alleys t
  cross join lateral (
    select array_agg(o.id) as ids from alleys o where o.id <> t.id and st_dwithin(o.geom_m, t.geom_m, rules.junction_m)
  ) touching
  cross join lateral (
    select exists (select from base_features b where b.layer = 'roads' and b.geom && st_expand(t.geom, 0.0005)
      and st_dwithin(b.geom::geography, t.geom::geography, coalesce(b.width_m, 6) / 2 + rules.junction_m)) as any_near
  ) roads
  where wanted is null or t.id = any (wanted)
  on conflict (alley_id) do update set only_way_id = excluded.only_way_id, refreshed_at = excluded.refreshed_at;

  update alley_facts f
  set lamps = c.lamps, working_lamps = c.working_lamps, drains = c.drains, faulty_drains = c.faulty_drains, dark_geom = d.dark_geom,
    unsure_geom = d.unsure_geom,
    dark_min_m = d.dark_min_m / nullif(st_length(t.geom_m), 0) * t.length_m, dark_max_m = d.dark_max_m / nullif(st_length(t.geom_m), 0) * t.length_m,
    served_households = s.households
  from alleys t
  cross join lateral (
    select count(*) filter (where o.kind = 'lamp') as lamps, count(*) filter (where o.kind = 'lamp' and o.condition = 'working') as working_lamps,
      count(*) filter (where o.kind <> 'lamp') as drains, count(*) filter (where o.kind <> 'lamp' and o.condition = 'faulty') as faulty_drains
    from component_conditions o where o.alley_id = t.id
  ) c
  left join alley_darkness(wanted) d on d.alley_id = t.id
  cross join lateral (
    with recursive lane (id) as (
      select t.id
      union
      select o.alley_id from lane
      join alley_facts own on own.alley_id = lane.id
      -- Two that lead only to one another lead nowhere.
      join alley_facts o on o.only_way_id = lane.id and own.only_way_id is distinct from o.alley_id
    )
    select count(distinct h.id) as households
    from lane
    join alleys a on a.id = lane.id
    -- offset 0: computed once a lane, not once a home (48 ms an alley instead of 2).
    cross join lateral (select st_transform(st_buffer(a.geom_m, rules.served_m, 32), 4326) as geom offset 0) area
    join grids g on g.valid_to is null and g.kind = 'basic' and g.geom && area.geom
    -- offset 0: by the index on path. Joined otherwise, all homes of the district are read for each alley.
    cross join lateral (
      select o.id, o.geom from households o where o.path = g.path and o.kind = 'household' and o.archived_at is null offset 0
    ) h
    where st_intersects(area.geom, h.geom)
  ) s
  where f.alley_id = t.id and (wanted is null or t.id = any (wanted));
end $$;

CREATE FUNCTION refresh_facts_near(places geometry[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  ids bigint[];
begin
  -- A load that brings everything computes the facts once, at its end.
  if current_setting('app.facts_later', true) = 'on' then return; end if;
  select array_agg(distinct a.id) into ids
  from unnest(places) as p (geom)
  cross join alley_rules() r
  join alleys a on st_dwithin(a.geom_m, p.geom, r.lamp_inventory_m);
  if ids is not null then perform refresh_alley_facts(ids); end if;
end $$;

CREATE FUNCTION refresh_facts_of_components() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  places geometry[];
begin
  if tg_op = 'INSERT' then
    select array_agg(geom_m) into places from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(geom_m) into places from old_rows;
  else
    select array_agg(p.geom_m) into places
    from new_rows n
    join old_rows o on o.id = n.id and (o.kind, o.status) is distinct from (n.kind, n.status) or o.id = n.id and not st_equals(o.geom, n.geom)
    cross join lateral (values (o.geom_m), (n.geom_m)) as p (geom_m);
  end if;
  if places is not null then perform refresh_facts_near(places); end if;
  return null;
end $$;

CREATE FUNCTION refresh_facts_of_issue() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform refresh_facts_near(array_agg(c.geom_m)) from component_issues l join street_components c on c.id = l.component_id where l.issue_id = new.id having count(*) > 0;
  return null;
end $$;

CREATE FUNCTION refresh_facts_of_link() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  places geometry[];
begin
  if tg_op = 'INSERT' then
    select array_agg(c.geom_m) into places from new_rows l join street_components c on c.id = l.component_id;
  else
    select array_agg(c.geom_m) into places from old_rows l join street_components c on c.id = l.component_id;
  end if;
  if places is not null then perform refresh_facts_near(places); end if;
  return null;
end $$;

CREATE FUNCTION refresh_household_coverage(round_id bigint, household_ids bigint[] DEFAULT NULL::bigint[]) RETURNS bigint
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  round campaigns;
  found_rows bigint;
  joined bigint := 0;
  changed bigint := 0;
  chunk bigint[];
begin
  select * into round from campaigns where id = round_id;
  if round.id is null or round.status = 'planned' or round.closed_at is not null then return 0; end if;
  if household_ids is null then
    for chunk in
      select array_agg(h.id order by h.id) from (select id, (row_number() over (order by id) - 1) / 5000 as part from households) h group by h.part order by h.part
    loop
      changed := changed + refresh_household_coverage(round_id, chunk);
    end loop;
    return changed;
  end if;

  perform from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  get diagnostics found_rows = row_count;
  if found_rows < cardinality(household_ids) then
    with fresh as (
      insert into household_coverage (household_id, campaign_id, path, kind, building_id, state, frozen, last_visited_at, appointment_at, point_m)
      select w.household_id, round_id, w.path, w.kind, w.building_id, w.state, round.frozen_at is null, w.last_visited_at, w.appointment_at, w.point_m
      from coverage_wanted(round_id, household_ids) w
      where w.archived_at is null
        and (round.kinds is null or w.kind = any (round.kinds))
        and (round.source_campaign_id is null or round.frozen_at is null and exists (
          select from household_coverage s
          where s.campaign_id + 0 = round.source_campaign_id and s.household_id = w.household_id and s.state = any (round.source_states)
            -- The same targets whenever it is asked: the sample follows from round and target.
            and (round.sample_share is null or (hashint8(w.household_id # (round_id << 32)) & 2147483647) < round.sample_share * 2147483648)))
        and not exists (select from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = w.household_id)
      order by w.household_id
      on conflict do nothing
      returning household_id, path, kind, state, frozen
    ), counted as (
      select f.household_id, f.path, f.kind, m.measure from fresh f cross join lateral coverage_measures(f.state, f.frozen) m
    ), noted as (
      insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
      select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, count(*) from counted c where c.path is not null group by c.path, c.kind, c.measure
      union all
      select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, count(*)
      from counted c
      join grid_members m on m.kind = 'household' and m.target_id = c.household_id
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      group by m.grid_id, c.kind, c.measure
    )
    select count(*) into joined from fresh;
    perform from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  end if;

  with change as materialized (
    select w.*, c.path as old_path, c.kind as old_kind, c.state as old_state, c.frozen
    from coverage_wanted(round_id, household_ids) w
    join household_coverage c on c.campaign_id + 0 = round_id and c.household_id = w.household_id
    where (c.path, c.kind, c.building_id, c.state, c.last_visited_at, c.appointment_at) is distinct from
          (w.path collate "C", w.kind, w.building_id, w.state, w.last_visited_at, w.appointment_at)
       or not st_equals(c.point_m, w.point_m)
  ), written as (
    update household_coverage c
    set path = w.path, kind = w.kind, building_id = w.building_id, state = w.state, last_visited_at = w.last_visited_at, appointment_at = w.appointment_at, point_m = w.point_m
    from change w
    where c.campaign_id + 0 = round_id and c.household_id = w.household_id
  ), counted as (
    select w.household_id, w.old_path as path, w.old_kind as kind, m.measure, -1 as amount
    from change w cross join lateral coverage_measures(w.old_state, w.frozen) m
    union all
    select w.household_id, w.path, w.kind, m.measure, 1
    from change w cross join lateral coverage_measures(w.state, w.frozen) m
  ), noted as (
    insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
    select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, sum(c.amount)
    from counted c where c.path is not null group by c.path, c.kind, c.measure having sum(c.amount) <> 0
    union all
    select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, sum(c.amount)
    from counted c
    join grid_members m on m.kind = 'household' and m.target_id = c.household_id
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    group by m.grid_id, c.kind, c.measure having sum(c.amount) <> 0
  )
  select count(*) into changed from change;
  return joined + changed;
end $$;

CREATE FUNCTION refresh_project_facts(ids bigint[] DEFAULT NULL::bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET jit TO 'off'
    AS $$
declare
  srid integer := (select (value #>> '{}')::integer from settings where key = 'metric_srid');
begin
  update projects p set geom = a.geom
  from (
    select l.project_id, st_multi(st_collect(d.geom order by l.alley_id, d.path)) as geom
    from project_alleys l join alleys a on a.id = l.alley_id cross join lateral st_dump(a.geom) d
    where ids is null or l.project_id = any (ids)
    group by l.project_id
  ) a
  where a.project_id = p.id and not st_equals(coalesce(p.geom, 'SRID=4326;POINT EMPTY'), a.geom);

  update projects p set geom_m = st_transform(p.geom, srid) where ids is null or p.id = any (ids);
  delete from project_grids s where ids is null or s.project_id = any (ids);

  insert into project_grids (project_id, path, share)
  select m.id, m.path, m.part / case when sum(m.part) over w > 0.99 * m.whole then sum(m.part) over w else m.whole end
  from (
    select p.id, leaf.path, case st_dimension(p.geom) when 2 then st_area(cut.geom::geography) when 1 then st_length(cut.geom::geography) else 1 end as part,
      case st_dimension(p.geom) when 2 then st_area(p.geom::geography) when 1 then st_length(p.geom::geography) else 1 end as whole
    from projects p
    join grids leaf on leaf.valid_to is null and leaf.kind = 'basic' and st_intersects(leaf.geom, p.geom)
      and not exists (select from grids c where c.parent_id = leaf.id and c.kind = 'basic' and c.valid_to is null and c.geom is not null)
    -- On a grid of 0.01 mm, as everything that is cut here (grid-checks.sql).
    cross join lateral (select case when st_dimension(p.geom) = 0 then p.geom else st_intersection(p.geom, leaf.geom, 1e-10) end as geom) cut
    where ids is null or p.id = any (ids)
  ) m
  where m.part > 0.01
  window w as (partition by m.id);

  update projects p set path = b.path
  from (select distinct on (project_id) project_id, path from project_grids order by project_id, share desc, path) b
  where b.project_id = p.id and (ids is null or p.id = any (ids)) and p.path is distinct from b.path;

  delete from project_homes s where ids is null or s.project_id = any (ids);
  delete from project_buildings s where ids is null or s.project_id = any (ids);

  with area as materialized (
    select p.id, case when st_dimension(p.geom) = 2 then p.geom else st_transform(st_buffer(p.geom_m, r.served_m, 8), 4326) end as geom, st_dimension(p.geom) = 2 as is_area
    from projects p cross join alley_rules() r
    where p.geom is not null and (ids is null or p.id = any (ids))
  ), home as (
    insert into project_homes (project_id, household_id)
    select a.id, h.id
    from area a
    -- offset 0: project by project, so that the outline is prepared once for all homes in its grids.
    cross join lateral (
      select o.id
      from grids g
      join households o on o.path = g.path and o.kind = 'household' and o.archived_at is null and st_intersects(a.geom, o.geom)
      where g.valid_to is null and g.kind = 'basic' and g.geom && a.geom
      offset 0
    ) h
  )
  insert into project_buildings (project_id, building_id)
  select a.id, o.id
  from area a
  join buildings o on o.geom && a.geom and st_intersects(a.geom, case when a.is_area then st_pointonsurface(o.geom) else o.geom end);

  insert into project_facts as f (project_id, households, buildings, length_m, area_m2, refreshed_at)
  select p.id, (select count(*) from project_homes h where h.project_id = p.id), (select count(*) from project_buildings b where b.project_id = p.id),
    case when st_dimension(p.geom) = 1 then st_length(p.geom::geography) end, case when st_dimension(p.geom) = 2 then st_area(p.geom::geography) end, now()
  from projects p
  where p.geom is not null and (ids is null or p.id = any (ids))
  on conflict (project_id) do update set households = excluded.households, buildings = excluded.buildings, length_m = excluded.length_m,
    area_m2 = excluded.area_m2, refreshed_at = excluded.refreshed_at;
  delete from project_facts f using projects p where p.id = f.project_id and p.geom is null and (ids is null or p.id = any (ids));
end $$;

CREATE FUNCTION responsibility_chain(of_path text, day date) RETURNS TABLE(id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, is_whole boolean)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT c.id,
     c.grid_id,
     c.tier,
     c.person_id,
     c.unit_id,
     c.role,
     c.scope_type,
     c.share,
     c.is_whole
    FROM ( SELECT h.id,
             h.grid_id,
             h.tier,
             h.person_id,
             h.unit_id,
             h.role,
             h.scope_type,
             h.share,
             h.is_whole,
             g.path,
             max(length(g.path)) FILTER (WHERE h.is_whole) OVER (PARTITION BY h.tier) AS nearest
            FROM ((path_ancestors(responsibility_chain.of_path) a(path)
              JOIN grids g ON (((g.path = a.path) AND (g.valid_to IS NULL))))
              JOIN held_responsibilities(responsibility_chain.day) h(id, grid_id, tier, person_id, unit_id, role, scope_type, share, is_whole) ON ((h.grid_id = g.id)))) c
   WHERE
         CASE
             WHEN c.is_whole THEN (length(c.path) = c.nearest)
             ELSE (c.path = responsibility_chain.of_path)
         END;
END;

CREATE FUNCTION responsibility_turns(first_day date, last_day date) RETURNS TABLE(day date)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT DISTINCT GREATEST(d.day, responsibility_turns.first_day) AS "greatest"
    FROM ( SELECT responsibility_turns.first_day AS day
         UNION ALL
          SELECT r.valid_from
            FROM responsibilities r
         UNION ALL
          SELECT r.valid_to
            FROM responsibilities r
         UNION ALL
          SELECT r.known_from
            FROM responsibilities r
         UNION ALL
          SELECT p.valid_from
            FROM responsibility_past p
         UNION ALL
          SELECT p.valid_to
            FROM responsibility_past p
         UNION ALL
          SELECT p.known_from
            FROM responsibility_past p
         UNION ALL
          SELECT district_day(p.until) AS district_day
            FROM responsibility_past p
         UNION ALL
          SELECT district_day(k.until) AS district_day
            FROM people_past k) d
   WHERE ((d.day >= responsibility_turns.first_day) AND (d.day <= responsibility_turns.last_day));
END;

CREATE FUNCTION search_pairs(line text) RETURNS text[]
    LANGUAGE sql IMMUTABLE COST 3000
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(substr(search_pairs.line, at.at, 2)), '{}'::text[]) AS "coalesce"
    FROM generate_series(1, (length(search_pairs.line) - 1)) at(at)
   WHERE (substr(search_pairs.line, (at.at + 1), 1) <> ' '::text);
END;

CREATE FUNCTION search_text(name text, code text, address text, search_terms text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((' '::text || lower((((COALESCE((name || ' '::text), ''::text) || COALESCE((code || ' '::text), ''::text)) || COALESCE((address || ' '::text), ''::text)) || search_terms))) || ' '::text);

CREATE FUNCTION settle_alley_counts() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.cables in ('buried', 'none') then new.overhead_m := coalesce(new.overhead_m, 0); end if;
  if new.parking = 'none' then new.parking_spaces := coalesce(new.parking_spaces, 0); end if;
  return new;
end $$;

CREATE FUNCTION tally_programme_works(ids bigint[], sign integer) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO programme_work_tally AS t (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)  SELECT a.programme_id,
             a.by_month,
             a.day,
             a.work_type,
             a.kind,
             a.unit,
             a.is_dated,
             (tally_programme_works.sign * a.works),
             ((tally_programme_works.sign)::numeric * a.quantity),
             (tally_programme_works.sign * a.about),
             (tally_programme_works.sign * a.more_than)
            FROM programme_work_amounts(tally_programme_works.ids) a(programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
           ORDER BY a.programme_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated ON CONFLICT(programme_id, by_month, day, work_type, kind, unit, is_dated) DO UPDATE SET works = (t.works + excluded.works), about = (t.about + excluded.about), more_than = (t.more_than + excluded.more_than), quantity = COALESCE((t.quantity + excluded.quantity), t.quantity, excluded.quantity);
END;

CREATE FUNCTION tally_works(ids bigint[], sign integer) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO work_tally AS t (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)  SELECT a.grid_id,
             a.by_month,
             a.day,
             a.work_type,
             a.kind,
             a.unit,
             a.is_dated,
             (tally_works.sign * a.works),
             ((tally_works.sign)::numeric * a.quantity),
             (tally_works.sign * a.about),
             (tally_works.sign * a.more_than)
            FROM work_amounts(tally_works.ids) a(grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
           ORDER BY a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated ON CONFLICT(grid_id, by_month, day, work_type, kind, unit, is_dated) DO UPDATE SET works = (t.works + excluded.works), about = (t.about + excluded.about), more_than = (t.more_than + excluded.more_than), quantity = COALESCE((t.quantity + excluded.quantity), t.quantity, excluded.quantity);
 SELECT tally_programme_works(ids, sign) AS tally_programme_works;
END;

CREATE FUNCTION tier_standing(of_tier smallint, day date) RETURNS TABLE(grid_id bigint, path text, level smallint, holders integer, is_divided boolean, holder_path text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH held AS MATERIALIZED (
          SELECT g_1.path,
             (count(*))::integer AS holders,
             ((count(*) = 1) OR bool_and((h.share IS NOT NULL))) AS is_divided
            FROM (held_responsibilities(tier_standing.day) h(id, grid_id, tier, person_id, unit_id, role, scope_type, share, is_whole)
              JOIN grids g_1 ON (((g_1.id = h.grid_id) AND (g_1.valid_to IS NULL) AND (g_1.kind = 'basic'::text))))
           WHERE ((h.tier = tier_standing.of_tier) AND h.is_whole)
           GROUP BY g_1.path
         )
  SELECT DISTINCT ON (g.id) g.id,
     g.path,
     g.level,
     COALESCE(held.holders, 0) AS "coalesce",
     COALESCE(held.is_divided, true) AS "coalesce",
     held.path
    FROM ((grids g
      CROSS JOIN LATERAL path_ancestors(g.path) a(path))
      LEFT JOIN held ON ((held.path = a.path)))
   WHERE ((g.valid_to IS NULL) AND (g.kind = 'basic'::text))
   ORDER BY g.id, (held.path IS NULL), (length(held.path)) DESC;
END;

CREATE FUNCTION visit_doubts(round_id bigint, target bigint, visitor bigint, knock text, knocked_at timestamp with time zone, place geometry, place_accuracy_m real, ignored_visit bigint, rules jsonb) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  srid integer;
  place_m geometry;
  doubts text[] := '{}';
begin
  if visitor is not null and knock = 'visited' and exists (
    select from visits v
    where v.person_id = visitor and v.household_id <> target and v.superseded_at is null and v.id is distinct from ignored_visit
      and v.visited_at > knocked_at - make_interval(secs => (rules ->> 'tooFastSeconds')::float8)
      and v.visited_at < knocked_at + make_interval(secs => (rules ->> 'tooFastSeconds')::float8)
  ) then doubts := doubts || 'too_fast'::text; end if;

  if exists (
    select from visits v
    where v.campaign_id = round_id and v.household_id = target and v.superseded_at is null and v.id is distinct from ignored_visit and v.outcome = knock
      and (knock = 'visited' or abs(extract(epoch from v.visited_at - knocked_at)) < (rules ->> 'duplicateMinutes')::float8 * 60)
  ) then doubts := doubts || 'duplicate'::text; end if;

  if place is null then return doubts; end if;
  srid := (select (value #>> '{}')::integer from settings where key = 'metric_srid');
  place_m := st_transform(place, srid);
  -- The grid the target lies in, not its micro-grid: that may be one staircase.
  if exists (
    select from households h
    join grids g on g.path = array_to_string((string_to_array(h.path, '/'))[1:4], '/') and g.valid_to is null
    where h.id = target and not st_dwithin(g.geom_m, place_m, (rules ->> 'outsideGridM')::float8 + coalesce(place_accuracy_m, 0))
  ) then doubts := doubts || 'outside_grid'::text; end if;

  if exists (
    select from households h
    where h.id = target and not st_dwithin(st_transform(h.geom, srid), place_m, (rules ->> 'farFromDoorM')::float8 + coalesce(place_accuracy_m, 0))
  ) then doubts := doubts || 'far_from_door'::text; end if;
  return doubts;
end $$;

CREATE FUNCTION work_check_rules(OUT passes_from smallint, OUT restore_months integer) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(((r.value ->> 'passesFrom'::text))::smallint, (90)::smallint) AS "coalesce",
     COALESCE(((r.value ->> 'restoreMonths'::text))::integer, 3) AS "coalesce"
    FROM (( VALUES (1)) one(n)
      LEFT JOIN settings r ON ((r.key = 'work_check_rules'::text)));
END;

CREATE TABLE work_checks (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    content_digest text NOT NULL,
    work_id bigint NOT NULL,
    month date NOT NULL,
    score smallint NOT NULL,
    checked_on date NOT NULL,
    checker text,
    note text,
    person_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    reason text,
    CONSTRAINT work_checks_month CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT work_checks_score CHECK (((score >= 0) AND (score <= 100)))
);

CREATE FUNCTION work_check_grades(of_work bigint, known_on date) RETURNS TABLE(check_id bigint, month date, score smallint, grade text, change text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH rules AS (
          SELECT work_check_rules.passes_from,
             work_check_rules.restore_months
            FROM work_check_rules() work_check_rules(passes_from, restore_months)
         ), newest AS (
          SELECT DISTINCT ON (c.month) c.id,
             c.month,
             c.score
            FROM work_checks c
           WHERE ((c.work_id = work_check_grades.of_work) AND ((work_check_grades.known_on IS NULL) OR (c.checked_on <= work_check_grades.known_on)))
           ORDER BY c.month, c.id DESC
         ), checked AS (
          SELECT c.id,
             c.month,
             c.score,
             (c.score >= r.passes_from) AS passes,
             r.restore_months,
             max(c.month) FILTER (WHERE (c.score < r.passes_from)) OVER (ORDER BY c.month) AS failed_in
            FROM newest c,
             rules r
         ), run AS (
          SELECT c.id,
             c.month,
             c.score,
             c.passes,
             c.restore_months,
             c.failed_in,
             (((EXTRACT(year FROM c.month) * (12)::numeric) + EXTRACT(month FROM c.month)) - (row_number() OVER (PARTITION BY c.passes ORDER BY c.month))::numeric) AS row_of
            FROM checked c
         ), counted AS (
          SELECT r.id,
             r.month,
             r.score,
             r.passes,
             r.restore_months,
             r.failed_in,
             r.row_of,
             count(*) FILTER (WHERE r.passes) OVER (PARTITION BY r.passes, r.row_of, r.failed_in ORDER BY r.month) AS in_row
            FROM run r
         ), restored AS (
          SELECT c.id,
             c.month,
             c.score,
             c.passes,
             c.restore_months,
             c.failed_in,
             c.row_of,
             c.in_row,
             max(
                 CASE
                     WHEN c.passes THEN c.in_row
                     ELSE NULL::bigint
                 END) OVER (PARTITION BY c.failed_in ORDER BY c.month) AS best
            FROM counted c
         ), graded AS (
          SELECT r.id,
             r.month,
             r.score,
             r.passes,
             r.restore_months,
             r.failed_in,
             r.row_of,
             r.in_row,
             r.best,
                 CASE
                     WHEN ((r.failed_in IS NULL) OR (COALESCE(r.best, (0)::bigint) >= r.restore_months)) THEN 'standard'::text
                     ELSE 'downgraded'::text
                 END AS grade
            FROM restored r
         )
  SELECT g.id,
     g.month,
     g.score,
     g.grade,
         CASE
             WHEN (lag(g.grade, 1, 'standard'::text) OVER (ORDER BY g.month) = g.grade) THEN NULL::text
             WHEN (g.grade = 'downgraded'::text) THEN 'downgrade'::text
             ELSE 'restore'::text
         END AS "case"
    FROM graded g
   ORDER BY g.month;
END;

CREATE FUNCTION work_check_grades(of_work bigint) RETURNS TABLE(check_id bigint, month date, score smallint, grade text, change text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.check_id,
     g.month,
     g.score,
     g.grade,
     g.change
    FROM work_check_grades(work_check_grades.of_work, NULL::date) g(check_id, month, score, grade, change)
   ORDER BY g.month;
END;

CREATE FUNCTION work_share(place geometry, shape geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN st_covers(shape, place) THEN (1)::double precision ELSE CASE st_dimension(place) WHEN 0 THEN ((st_numgeometries(st_intersection(place, shape)))::double precision / (st_numgeometries(place))::double precision) WHEN 1 THEN (st_length(st_intersection(place, shape)) / NULLIF(st_length(place), (0)::double precision)) ELSE (st_area(st_intersection(place, shape)) / NULLIF(st_area(place), (0)::double precision)) END END;

CREATE FUNCTION working_day_end(at timestamp with time zone, days integer) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH zone AS (
          SELECT COALESCE(( SELECT (settings.value #>> '{}'::text[])
                    FROM settings
                   WHERE (settings.key = 'time_zone'::text)), 'Asia/Shanghai'::text) AS name
         ), calendar AS (
          SELECT COALESCE(( SELECT settings.value
                    FROM settings
                   WHERE (settings.key = 'working_calendar'::text)), '{"dayEnd": "17:00", "holidays": [], "makeUpDays": [], "workingWeekdays": [1, 2, 3, 4, 5]}'::jsonb) AS value
         )
  SELECT (((d.d)::date + ((calendar.value ->> 'dayEnd'::text))::time without time zone) AT TIME ZONE zone.name) AS timezone
    FROM zone,
     calendar,
     LATERAL generate_series(((((working_day_end.at AT TIME ZONE zone.name))::date + 1))::timestamp with time zone, (((((working_day_end.at AT TIME ZONE zone.name))::date + 30) + (7 * working_day_end.days)))::timestamp with time zone, '1 day'::interval) d(d)
   WHERE (((calendar.value -> 'makeUpDays'::text) @> to_jsonb(to_char(d.d, 'YYYY-MM-DD'::text))) OR (((calendar.value -> 'workingWeekdays'::text) @> to_jsonb((EXTRACT(isodow FROM d.d))::integer)) AND (NOT ((calendar.value -> 'holidays'::text) @> to_jsonb(to_char(d.d, 'YYYY-MM-DD'::text))))))
   ORDER BY d.d
  OFFSET (working_day_end.days - 1)
  LIMIT 1;
END;

CREATE TABLE alarms (
    id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    level smallint NOT NULL,
    path text COLLATE pg_catalog."C",
    place geometry(Point,4326),
    issue_id bigint,
    issue_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    count integer,
    minutes integer,
    uncovered integer,
    unit_id bigint,
    due_at timestamp with time zone,
    since timestamp with time zone NOT NULL,
    is_backlog boolean DEFAULT false NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    acknowledged_by bigint,
    acknowledged_role text,
    acknowledged_unit text,
    acknowledged_note text,
    escalated_at timestamp with time zone,
    escalated_by bigint,
    escalated_role text,
    escalated_unit text,
    escalated_to text,
    escalated_note text,
    CONSTRAINT alarms_kind CHECK ((kind = ANY (ARRAY['overdue'::text, 'expiring'::text, 'cluster'::text, 'stall'::text]))),
    CONSTRAINT alarms_level CHECK (((level >= 1) AND (level <= 4)))
);

CREATE VIEW wall_issues AS
 SELECT i.id,
    i.code,
    masked(i.title) AS title,
    i.domain,
    i.state,
    i.is_open,
    i.path,
    i.geom,
    i.alley_id,
    i.unit_id,
    u.name AS unit_name,
    i.reported_at,
    i.due_at,
    i.resolved_at,
    i.closed_at,
    ((i.attributes ->> 'voices'::text))::integer AS voices
   FROM (issues i
     LEFT JOIN units u ON ((u.id = i.unit_id)));

CREATE VIEW alarm_rows AS
 SELECT a.id,
    a.kind,
    a.level,
        CASE
            WHEN (a.cleared_at IS NOT NULL) THEN 'cleared'::text
            WHEN (a.acknowledged_at IS NOT NULL) THEN 'acknowledged'::text
            ELSE 'new'::text
        END AS status,
    a.is_backlog,
    a.path,
    a.place,
    a.issue_id,
    i.title,
    i.domain,
    a.issue_ids,
    a.count,
    a.minutes,
    a.uncovered,
    COALESCE(u.name, i.unit_name) AS owner_unit,
    a.due_at,
    a.since,
    a.raised_at,
    a.cleared_at,
    a.acknowledged_at,
    a.acknowledged_role,
    a.acknowledged_unit,
    a.escalated_at,
    a.escalated_role,
    a.escalated_unit,
    a.escalated_to
   FROM ((alarms a
     LEFT JOIN wall_issues i ON ((i.id = a.issue_id)))
     LEFT JOIN units u ON ((u.id = a.unit_id)));

ALTER TABLE alarms ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alarms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE alley_facts (
    alley_id bigint NOT NULL,
    lamps integer NOT NULL,
    working_lamps integer NOT NULL,
    dark_min_m double precision,
    dark_max_m double precision,
    dark_geom geometry,
    drains integer NOT NULL,
    faulty_drains integer NOT NULL,
    served_households integer NOT NULL,
    only_way_id bigint,
    refreshed_at timestamp with time zone NOT NULL,
    unsure_geom geometry
);

CREATE VIEW alley_conditions AS
 SELECT c.alley_id,
    c.standard,
        CASE
            WHEN (c.need_min >= (s.fails_from)::double precision) THEN false
            WHEN (c.need_max < (s.fails_from)::double precision) THEN true
            ELSE NULL::boolean
        END AS meets,
        CASE
            WHEN (c.need_min = c.need_max) THEN (round(c.need_min))::smallint
            ELSE NULL::smallint
        END AS need,
    c.surveyed_on,
    c.need_min,
    c.need_max,
    c.source
   FROM (( SELECT n.alley_id,
            n.standard,
            n.surveyed_on,
            'survey'::text AS source,
            (COALESCE(n.need_min, (n.need)::real, (
                CASE
                    WHEN (n.meets IS FALSE) THEN (b.fails_from)::integer
                    ELSE 0
                END)::real))::double precision AS need_min,
            (COALESCE(n.need_max, (n.need)::real, (
                CASE
                    WHEN n.meets THEN (b.fails_from - 1)
                    ELSE 100
                END)::real))::double precision AS need_max
           FROM (( SELECT DISTINCT ON (alley_surveys.alley_id, alley_surveys.standard) alley_surveys.alley_id,
                    alley_surveys.standard,
                    alley_surveys.meets,
                    alley_surveys.need,
                    alley_surveys.surveyed_on,
                    alley_surveys.need_min,
                    alley_surveys.need_max
                   FROM alley_surveys
                  WHERE (alley_surveys.superseded_at IS NULL)
                  ORDER BY alley_surveys.alley_id, alley_surveys.standard, alley_surveys.surveyed_on DESC, alley_surveys.id DESC) n
             JOIN alley_standards b ON ((b.code = n.standard)))
        UNION ALL
         SELECT f.alley_id,
            'light'::text,
            NULL::date AS date,
            'components'::text,
            need_at(m.xs, m.needs, (round(((((100)::double precision * f.dark_min_m) / a.length_m))::numeric, 6))::double precision) AS need_at,
            need_at(m.xs, m.needs, (round(((((100)::double precision * f.dark_max_m) / a.length_m))::numeric, 6))::double precision) AS need_at
           FROM ((alley_facts f
             JOIN alleys a ON ((a.id = f.alley_id)))
             JOIN standard_measures m ON ((m.code = 'dark_share'::text)))
          WHERE ((f.dark_max_m IS NOT NULL) AND (NOT (EXISTS ( SELECT
                   FROM alley_surveys s_1
                  WHERE ((s_1.alley_id = f.alley_id) AND (s_1.standard = 'light'::text) AND (s_1.superseded_at IS NULL))))))
        UNION ALL
         SELECT f.alley_id,
            'water'::text,
            NULL::date AS date,
            'components'::text,
            need_at(m.xs, m.needs, (((100 * f.faulty_drains))::double precision / a.length_m)) AS need_at,
            100
           FROM ((alley_facts f
             JOIN alleys a ON ((a.id = f.alley_id)))
             JOIN standard_measures m ON ((m.code = 'drain_defects'::text)))
          WHERE ((f.faulty_drains > 0) AND (NOT (EXISTS ( SELECT
                   FROM alley_surveys s_1
                  WHERE ((s_1.alley_id = f.alley_id) AND (s_1.standard = 'water'::text) AND (s_1.superseded_at IS NULL))))))) c
     JOIN alley_standards s ON ((s.code = c.standard)));

CREATE TABLE alley_grids (
    alley_id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    share double precision NOT NULL,
    length_m double precision NOT NULL
);

CREATE TABLE alley_planning_notes (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    alley_id bigint NOT NULL,
    kind text NOT NULL,
    is_lifted boolean DEFAULT false NOT NULL,
    asked integer,
    agreed integer,
    until_on date,
    noted_on date NOT NULL,
    reason text NOT NULL,
    person_id bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT alley_planning_notes_counts CHECK (((kind <> 'consent'::text) OR is_lifted OR ((asked > 0) AND ((agreed >= 0) AND (agreed <= asked))))),
    CONSTRAINT alley_planning_notes_kind CHECK ((kind = ANY (ARRAY['consent'::text, 'demolition'::text])))
);

ALTER TABLE alley_planning_notes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alley_planning_notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE alley_revisions (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    alley_id bigint NOT NULL,
    action text NOT NULL,
    related_id bigint,
    before jsonb,
    before_geom geometry(MultiLineString,4326),
    content_digest text NOT NULL,
    reason text,
    person_id bigint,
    occurred_at timestamp with time zone NOT NULL,
    changes jsonb,
    CONSTRAINT alley_revisions_action CHECK ((action = ANY (ARRAY['redraw'::text, 'split'::text, 'split_off'::text, 'join'::text, 'joined_into'::text, 'amend'::text]))),
    CONSTRAINT alley_revisions_changes CHECK (((action = 'amend'::text) = (changes IS NOT NULL)))
);

ALTER TABLE alley_revisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alley_revisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE alley_survey_finds (
    id bigint NOT NULL,
    survey_id bigint NOT NULL,
    item_code text NOT NULL,
    "position" smallint NOT NULL,
    value double precision,
    note text,
    geom geometry(Point,4326) NOT NULL
);

ALTER TABLE alley_survey_finds ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alley_survey_finds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE alley_survey_items (
    survey_id bigint NOT NULL,
    item_code text NOT NULL,
    value double precision NOT NULL,
    unit text,
    note text
);

CREATE TABLE alley_survey_photos (
    survey_id bigint NOT NULL,
    item_code text NOT NULL,
    photo_id bigint NOT NULL,
    "position" smallint NOT NULL,
    find_id bigint
);

ALTER TABLE alley_surveys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alley_surveys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE alleys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME alleys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE plan_events (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    plan_id bigint NOT NULL,
    action text NOT NULL,
    note text,
    person_id bigint,
    occurred_at timestamp with time zone NOT NULL,
    CONSTRAINT plan_events_action CHECK ((action = ANY (ARRAY['comment'::text, 'submit'::text, 'approve'::text, 'withdraw'::text])))
);

CREATE TABLE plans (
    id bigint NOT NULL,
    client_uuid uuid,
    name text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    inputs jsonb NOT NULL,
    result jsonb,
    person_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    content_digest text,
    series_id bigint,
    fingerprint jsonb,
    note text,
    CONSTRAINT plans_status CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'withdrawn'::text])))
);

CREATE VIEW approved_plans AS
 SELECT l.id,
    l.name,
    l.created_at,
    e.approved_at,
    (l.result -> 'alleys'::text) AS alleys,
    ( SELECT sum(((b.value ->> 'amountMinor'::text))::numeric) AS sum
           FROM jsonb_array_elements((l.inputs #> '{spec,budgets}'::text[])) b(value)) AS budget_minor
   FROM (plans l
     CROSS JOIN LATERAL ( SELECT max(v.occurred_at) AS approved_at
           FROM plan_events v
          WHERE ((v.plan_id = l.id) AND (v.action = 'approve'::text))) e)
  WHERE ((l.status = 'approved'::text) AND (l.result IS NOT NULL));

CREATE TABLE audit_log (
    id bigint NOT NULL,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    person_id bigint,
    role text,
    action text NOT NULL,
    subject text NOT NULL,
    subject_id bigint,
    reason text,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE base_features ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME base_features_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW building_doors AS
 SELECT h.id,
    h.building_id,
    COALESCE(h.unit, ''::text) AS unit,
    h.floor,
    row_number() OVER (PARTITION BY h.building_id, COALESCE(h.unit, ''::text), h.floor ORDER BY h.room, h.id) AS place
   FROM households h
  WHERE ((h.archived_at IS NULL) AND (h.building_id IS NOT NULL));

CREATE TABLE building_residents (
    building_id bigint NOT NULL,
    residents integer NOT NULL,
    aged_60 integer NOT NULL,
    counted_on date NOT NULL,
    source text NOT NULL,
    CONSTRAINT building_residents_counts CHECK (((aged_60 >= 0) AND (aged_60 <= residents)))
);

CREATE TABLE buildings (
    id bigint NOT NULL,
    code text,
    name text,
    kind text DEFAULT 'residential'::text NOT NULL,
    compound text,
    path text COLLATE pg_catalog."C",
    floors smallint,
    units smallint,
    built_year smallint,
    address text,
    geom geometry(MultiPolygon,4326) NOT NULL,
    search_terms text DEFAULT ''::text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE buildings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME buildings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE campaign_duties (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    grid_id bigint NOT NULL,
    kind text NOT NULL,
    person_id bigint,
    unit_id bigint,
    CONSTRAINT campaign_duties_kind CHECK ((kind = ANY (ARRAY['leader'::text, 'unit'::text, 'fallback'::text]))),
    CONSTRAINT campaign_duties_somebody CHECK (((person_id IS NOT NULL) OR (unit_id IS NOT NULL)))
);

ALTER TABLE campaign_duties ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME campaign_duties_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE campaign_results (
    campaign_id bigint NOT NULL,
    grid_id bigint NOT NULL,
    grid_code text NOT NULL,
    grid_path text NOT NULL COLLATE pg_catalog."C",
    grid_name text NOT NULL,
    grid_level smallint NOT NULL,
    grid_kind text NOT NULL,
    kind text NOT NULL,
    measure text NOT NULL,
    amount numeric NOT NULL
);

ALTER TABLE campaigns ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME campaigns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE checklists (
    code text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    questions jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by bigint
);

CREATE VIEW component_conditions AS
 SELECT c.id,
    c.code,
    c.kind,
        CASE
            WHEN (EXISTS ( SELECT
               FROM (component_issues l
                 JOIN issues i ON ((i.id = l.issue_id)))
              WHERE ((l.component_id = c.id) AND i.is_open))) THEN 'faulty'::text
            ELSE c.status
        END AS condition,
    c.alley_id,
    c.geom,
    c.geom_m
   FROM street_components c;

CREATE TABLE consultation_steps (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    sort_order smallint NOT NULL,
    is_publication boolean DEFAULT false NOT NULL
);

CREATE TABLE contacts (
    id bigint NOT NULL,
    code text NOT NULL,
    grid_id bigint,
    service text NOT NULL,
    service_en text,
    office text,
    head_name text,
    phone text NOT NULL,
    sort_order smallint DEFAULT 100 NOT NULL,
    is_public boolean DEFAULT true NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE contacts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME contacts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE deltas (
    id bigint NOT NULL,
    subject text NOT NULL,
    path text COLLATE pg_catalog."C",
    campaign_id bigint DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    measure text NOT NULL,
    amount numeric NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    grid_id bigint,
    day date,
    person_id bigint
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

ALTER TABLE deltas ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME deltas_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE event_epoch (
    is_only boolean DEFAULT true NOT NULL,
    epoch text DEFAULT "left"(replace((gen_random_uuid())::text, '-'::text, ''::text), 12) NOT NULL,
    CONSTRAINT event_epoch_only CHECK (is_only)
);

CREATE TABLE events (
    id bigint NOT NULL,
    seq bigint,
    type text NOT NULL,
    path text COLLATE pg_catalog."C",
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='2000');

ALTER TABLE events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE fund_sources (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    sort_order smallint NOT NULL
);

CREATE TABLE grid_codes (
    grid_id bigint NOT NULL,
    code_system text NOT NULL,
    code text NOT NULL
);

CREATE TABLE grid_tally (
    grid_id bigint NOT NULL,
    subject text NOT NULL,
    campaign_id bigint DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    measure text NOT NULL,
    amount numeric NOT NULL
);

CREATE TABLE grid_tally_daily (
    day date NOT NULL,
    grid_id bigint NOT NULL,
    subject text NOT NULL,
    campaign_id bigint DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    measure text NOT NULL,
    amount numeric NOT NULL
);

ALTER TABLE grids ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME grids_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE history_rewrites (
    is_only boolean DEFAULT true NOT NULL,
    number bigint DEFAULT (EXTRACT(epoch FROM now()))::bigint NOT NULL,
    CONSTRAINT history_rewrites_only CHECK (is_only)
);

CREATE VIEW household_rows AS
 SELECT h.id,
    h.kind,
    h.name,
    g.code AS "gridCode",
    g.name AS "gridName",
    h.building_id AS "buildingId",
    b.name AS "buildingName",
    h.unit,
    h.floor,
    h.room,
    h.address,
    st_x(h.geom) AS lon,
    st_y(h.geom) AS lat
   FROM ((households h
     LEFT JOIN grids g ON (((g.path = h.path) AND (g.valid_to IS NULL))))
     LEFT JOIN buildings b ON ((b.id = h.building_id)));

ALTER TABLE households ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME households_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE import_rows (
    import_id bigint NOT NULL,
    file_name text NOT NULL,
    row_number integer NOT NULL,
    outcome text NOT NULL,
    reason text NOT NULL,
    remedy text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT import_rows_outcome CHECK ((outcome = ANY (ARRAY['repaired'::text, 'asked'::text, 'refused'::text])))
);

CREATE TABLE import_staging (
    import_id bigint NOT NULL,
    row_index integer NOT NULL,
    code text COLLATE pg_catalog."C",
    record jsonb NOT NULL,
    geom geometry,
    path text COLLATE pg_catalog."C",
    flags text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE imports (
    id bigint NOT NULL,
    kind text NOT NULL,
    file_names text[] NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    status text DEFAULT 'running'::text NOT NULL,
    rows_read integer DEFAULT 0 NOT NULL,
    rows_taken integer DEFAULT 0 NOT NULL,
    rows_repaired integer DEFAULT 0 NOT NULL,
    rows_asked integer DEFAULT 0 NOT NULL,
    rows_refused integer DEFAULT 0 NOT NULL,
    person_id bigint,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT imports_status CHECK ((status = ANY (ARRAY['running'::text, 'loaded'::text, 'refused'::text])))
);

ALTER TABLE imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE issue_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME issue_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE issue_photos (
    issue_id bigint NOT NULL,
    photo_id bigint NOT NULL,
    "position" smallint NOT NULL
);

ALTER TABLE issues ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME issues_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE layer_changes (
    layer text NOT NULL,
    revision integer NOT NULL,
    feature_id bigint
);

CREATE TABLE layer_revisions (
    layer text NOT NULL,
    revision integer DEFAULT (EXTRACT(epoch FROM now()))::integer NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE leases (
    name text NOT NULL,
    holder text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE people ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE people_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME people_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE photos (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    content_digest text NOT NULL,
    sha256 text NOT NULL,
    width_px integer NOT NULL,
    height_px integer NOT NULL,
    bytes integer NOT NULL,
    taken_by bigint NOT NULL,
    taken_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    swept_at timestamp with time zone,
    CONSTRAINT photos_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE photos ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME photos_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE plan_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME plan_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE plan_fact_changes (
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    part text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT plan_fact_changes_part CHECK ((part = ANY (ARRAY['ground'::text, 'register'::text])))
);

CREATE TABLE plan_projects (
    plan_id bigint NOT NULL,
    project_id bigint NOT NULL
);

CREATE TABLE plan_sets (
    id bigint NOT NULL,
    client_uuid uuid,
    kind text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    note text,
    person_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    made jsonb DEFAULT '{"by": "direct"}'::jsonb NOT NULL,
    CONSTRAINT plan_sets_kind CHECK ((kind = ANY (ARRAY['weights'::text, 'unit_costs'::text]))),
    CONSTRAINT plan_sets_made CHECK (((made ->> 'by'::text) = ANY (ARRAY['direct'::text, 'preset'::text, 'ahp'::text])))
);

ALTER TABLE plan_sets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME plan_sets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE plans ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME plans_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE programmes (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    starts_on date,
    ends_on date,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    client_uuid uuid,
    content_digest text,
    name_en text,
    kind text,
    targets jsonb DEFAULT '[]'::jsonb NOT NULL
);

ALTER TABLE programmes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME programmes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE project_alleys (
    project_id bigint NOT NULL,
    alley_id bigint NOT NULL
);

CREATE TABLE project_buildings (
    project_id bigint NOT NULL,
    building_id bigint NOT NULL
);

CREATE TABLE project_consultations (
    id bigint NOT NULL,
    client_uuid uuid,
    project_id bigint NOT NULL,
    step text NOT NULL,
    held_on date NOT NULL,
    asked integer,
    answered integer,
    agreed integer,
    note text,
    person_id bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    published_to date,
    CONSTRAINT project_consultations_counts CHECK (((num_nonnulls(asked, answered, agreed) = ANY (ARRAY[0, 3])) AND ((agreed >= 0) AND (agreed <= answered)) AND (answered <= asked) AND (asked > 0))),
    CONSTRAINT project_consultations_published CHECK ((published_to >= held_on))
);

ALTER TABLE project_consultations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME project_consultations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE project_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME project_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE project_facts (
    project_id bigint NOT NULL,
    households integer NOT NULL,
    buildings integer NOT NULL,
    length_m double precision,
    area_m2 double precision,
    refreshed_at timestamp with time zone NOT NULL
);

CREATE TABLE project_funds (
    project_id bigint NOT NULL,
    source text NOT NULL,
    year smallint NOT NULL,
    planned_minor bigint NOT NULL,
    paid_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT project_funds_paid CHECK ((paid_minor >= 0)),
    CONSTRAINT project_funds_planned CHECK ((planned_minor >= 0)),
    CONSTRAINT project_funds_year CHECK (((year >= 2000) AND (year <= 2100)))
);

CREATE TABLE project_grids (
    project_id bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    share double precision NOT NULL
);

CREATE TABLE project_homes (
    project_id bigint NOT NULL,
    household_id bigint NOT NULL
);

CREATE TABLE project_milestones (
    id bigint NOT NULL,
    client_uuid uuid,
    project_id bigint NOT NULL,
    name text NOT NULL,
    due_on date NOT NULL,
    done_on date,
    note text
);

ALTER TABLE project_milestones ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME project_milestones_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME projects_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE responsibilities ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME responsibilities_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE responsibility_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME responsibility_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE setting_versions (
    key text NOT NULL,
    version integer NOT NULL,
    value jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint
);

ALTER TABLE street_component_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME street_component_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE street_components ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME street_components_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE survey_checklist_items (
    checklist_code text NOT NULL,
    checklist_version smallint NOT NULL,
    code text NOT NULL,
    standard text NOT NULL,
    kind text NOT NULL,
    measure text,
    points smallint,
    name text NOT NULL,
    name_en text NOT NULL,
    sort_order smallint NOT NULL,
    unit text,
    CONSTRAINT survey_checklist_items_kind CHECK ((kind = ANY (ARRAY['measure'::text, 'check'::text]))),
    CONSTRAINT survey_checklist_items_meaning CHECK ((((kind = 'measure'::text) = (measure IS NOT NULL)) AND ((kind = 'check'::text) = (points IS NOT NULL)))),
    CONSTRAINT survey_checklist_items_points CHECK (((points >= 1) AND (points <= 100))),
    CONSTRAINT survey_checklist_items_unit CHECK (((unit IS NULL) OR (kind = 'check'::text)))
);

CREATE TABLE survey_checklists (
    code text NOT NULL,
    version smallint NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL,
    valid_from date NOT NULL
);

CREATE VIEW tally_sources AS
 SELECT 'coverage'::text AS subject,
    counted.path,
    counted.campaign_id,
    counted.kind,
    measures.measure,
    measures.amount
   FROM (( SELECT household_coverage.path,
            household_coverage.campaign_id,
            household_coverage.kind,
            count(*) AS total,
            count(*) FILTER (WHERE household_coverage.frozen) AS frozen,
            count(*) FILTER (WHERE (household_coverage.state = 'untried'::text)) AS untried,
            count(*) FILTER (WHERE (household_coverage.state = 'tried'::text)) AS tried,
            count(*) FILTER (WHERE (household_coverage.state = 'appointment'::text)) AS appointment,
            count(*) FILTER (WHERE (household_coverage.state = 'covered'::text)) AS covered,
            count(*) FILTER (WHERE (household_coverage.state = 'exempt_pending'::text)) AS exempt_pending,
            count(*) FILTER (WHERE (household_coverage.state = 'exempt'::text)) AS exempt,
            count(*) FILTER (WHERE ((household_coverage.state = 'covered'::text) AND household_coverage.frozen)) AS frozen_covered
           FROM household_coverage
          WHERE (household_coverage.path IS NOT NULL)
          GROUP BY household_coverage.path, household_coverage.campaign_id, household_coverage.kind) counted
     CROSS JOIN LATERAL ( VALUES ('total'::text,counted.total), ('frozen'::text,counted.frozen), ('untried'::text,counted.untried), ('tried'::text,counted.tried), ('appointment'::text,counted.appointment), ('covered'::text,counted.covered), ('exempt_pending'::text,counted.exempt_pending), ('exempt'::text,counted.exempt), ('frozen_covered'::text,counted.frozen_covered)) measures(measure, amount))
  WHERE (measures.amount > 0)
UNION ALL
 SELECT 'issues'::text AS subject,
    issues.path,
    0 AS campaign_id,
    issues.domain AS kind,
    measures.measure,
    count(*) AS amount
   FROM (issues
     CROSS JOIN LATERAL ( VALUES ('total'::text,true), ('open'::text,issues.is_open), ('resolved'::text,(issues.resolved_at IS NOT NULL))) measures(measure, counted))
  WHERE ((issues.path IS NOT NULL) AND measures.counted)
  GROUP BY issues.path, issues.domain, measures.measure
UNION ALL
 SELECT 'works'::text AS subject,
    g.path,
    0 AS campaign_id,
    w.work_type AS kind,
    'count'::text AS measure,
    sum(g.share) AS amount
   FROM (works w
     JOIN work_grids g ON ((g.work_id = w.id)))
  WHERE (w.is_completed AND (w.part_of_id IS NULL))
  GROUP BY g.path, w.work_type;

ALTER TABLE units ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME units_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE visit_photos (
    visit_id bigint NOT NULL,
    photo_id bigint NOT NULL,
    "position" smallint NOT NULL
);

CREATE VIEW visit_rows AS
 SELECT v.id,
    v.client_uuid AS "clientUuid",
    c.code AS "campaignCode",
    v.household_id AS "householdId",
    v.outcome,
    v.mode,
    v.visited_at AS "visitedAt",
    v.appointment_at AS "appointmentAt",
    v.reason,
    v.note,
    v.answers,
    v.recorded_at AS "recordedAt",
    v.flags,
        CASE
            WHEN (v.person_id IS NOT NULL) THEN json_build_object('id', v.person_id, 'name', p.name)
            ELSE NULL::json
        END AS person,
        CASE
            WHEN (v.outcome <> ALL (ARRAY['refused'::text, 'vacant'::text, 'unreachable'::text])) THEN 'none'::text
            WHEN ((v.approved_at IS NOT NULL) AND (v.approved_by IS NULL)) THEN 'automatic'::text
            WHEN (v.approved_at IS NOT NULL) THEN 'approved'::text
            WHEN (v.rejected_at IS NOT NULL) THEN 'rejected'::text
            ELSE 'pending'::text
        END AS approval,
    COALESCE(v.approved_at, v.rejected_at) AS "decidedAt",
    v.decision_note AS "decisionNote",
    v.corrects_id AS "correctsId",
    v.correction_reason AS "correctionReason",
    v.superseded_by AS "supersededBy",
    v.superseded_at AS "supersededAt",
    v.campaign_id,
    v.person_id,
    v.recorded_by,
    ARRAY( SELECT l.photo_id
           FROM visit_photos l
          WHERE (l.visit_id = v.id)
          ORDER BY l."position") AS "photoIds"
   FROM ((visits v
     JOIN campaigns c ON ((c.id = v.campaign_id)))
     LEFT JOIN people p ON ((p.id = v.person_id)));

ALTER TABLE visits ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME visits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE wall_links (
    id bigint NOT NULL,
    wall_id bigint NOT NULL,
    label text,
    token_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by bigint,
    device_hash text,
    bound_at timestamp with time zone,
    last_seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    revoked_by bigint
);

ALTER TABLE wall_links ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME wall_links_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE wall_pairings (
    id bigint NOT NULL,
    code text NOT NULL,
    room text NOT NULL,
    wall_id bigint,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

ALTER TABLE wall_pairings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME wall_pairings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE work_photos (
    work_id bigint NOT NULL,
    spot smallint NOT NULL,
    moment text NOT NULL,
    photo_id bigint NOT NULL,
    CONSTRAINT work_photos_moment CHECK ((moment = ANY (ARRAY['before'::text, 'after'::text]))),
    CONSTRAINT work_photos_spot CHECK (((spot >= 1) AND (spot <= 20)))
);

CREATE VIEW wall_photos AS
 SELECT p.id,
    p.sha256
   FROM photos p
  WHERE ((p.swept_at IS NULL) AND (EXISTS ( SELECT
           FROM (work_photos l
             JOIN works w ON ((w.id = l.work_id)))
          WHERE ((l.photo_id = p.id) AND w.is_completed))));

CREATE TABLE wall_remotes (
    id bigint NOT NULL,
    token_hash text NOT NULL,
    room text NOT NULL,
    wall_id bigint,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE wall_remotes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME wall_remotes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE wall_rooms (
    name text NOT NULL,
    epoch timestamp with time zone DEFAULT date_trunc('second'::text, now()) NOT NULL,
    paused_at timestamp with time zone,
    resumes_at timestamp with time zone,
    theme text,
    held_alarm_id bigint,
    version integer DEFAULT 1 NOT NULL,
    held_at timestamp with time zone,
    CONSTRAINT wall_rooms_held CHECK (((held_at IS NULL) = (held_alarm_id IS NULL))),
    CONSTRAINT wall_rooms_theme CHECK ((theme = ANY (ARRAY['dark'::text, 'day'::text])))
);

CREATE TABLE walls (
    id bigint NOT NULL,
    name text NOT NULL,
    grid_code text NOT NULL,
    campaign_code text,
    layout text DEFAULT 'auto'::text NOT NULL,
    theme text DEFAULT 'dark'::text NOT NULL,
    scenes jsonb NOT NULL,
    dwell_s smallint DEFAULT 12 NOT NULL,
    bezels jsonb DEFAULT '{"rows": [], "columns": []}'::jsonb NOT NULL,
    sound jsonb DEFAULT '{"on": true, "quiet": []}'::jsonb NOT NULL,
    alarms jsonb DEFAULT '{"kinds": ["overdue", "expiring", "cluster", "stall"], "level": 4}'::jsonb NOT NULL,
    room text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_by bigint,
    CONSTRAINT walls_dwell CHECK (((dwell_s >= 8) AND (dwell_s <= 15))),
    CONSTRAINT walls_theme CHECK ((theme = ANY (ARRAY['dark'::text, 'day'::text])))
);

ALTER TABLE walls ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME walls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE work_acceptances (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    content_digest text NOT NULL,
    work_id bigint NOT NULL,
    result text NOT NULL,
    accepted_on date NOT NULL,
    planned_quantity numeric,
    done_quantity numeric,
    standards jsonb NOT NULL,
    note text,
    person_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT work_acceptances_result CHECK ((result = ANY (ARRAY['passed'::text, 'rework'::text])))
);

ALTER TABLE work_acceptances ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME work_acceptances_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE work_asks (
    work_id bigint NOT NULL,
    issue_id bigint NOT NULL
);

ALTER TABLE work_checks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME work_checks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE work_revisions (
    id bigint NOT NULL,
    client_uuid uuid NOT NULL,
    content_digest text NOT NULL,
    work_id bigint NOT NULL,
    before jsonb NOT NULL,
    before_geom geometry(Geometry,4326),
    reason text NOT NULL,
    person_id bigint,
    occurred_at timestamp with time zone NOT NULL
);

ALTER TABLE work_revisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME work_revisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW work_rows AS
 SELECT w.id,
    w.code,
    w.work_type AS "workType",
    w.name,
    w.quantity,
    w.unit,
    w.qualifier,
    w.as_of AS "asOf",
    w.phase,
    w.started_on AS "startedOn",
    w.completed_on AS "completedOn",
    grid_ref(g.*) AS grid,
    w.alley_id AS "alleyId",
    a.name AS "alleyName",
    w.part_of_id AS "partOfId",
    st_x(p.point) AS lon,
    st_y(p.point) AS lat,
    w.flags,
    w.is_completed,
    w.path,
    w.geom,
    w.geom_m,
    COALESCE(w.kind, t.kind) AS kind,
    w.planned_quantity AS "plannedQuantity",
    w.figure_from AS "figureFrom",
    w.alley_from_m AS "alleyFromM",
    w.alley_to_m AS "alleyToM",
    w.cost_minor AS "costMinor",
    w.cost_qualifier AS "costQualifier",
    w.cost_source AS "costSource",
    w.contractor_kind AS "contractorKind",
    w.contractor,
    w.source,
    w.project_id AS "projectId",
    COALESCE(w.completed_on, w.as_of, w.started_on, '-infinity'::date) AS newest_on,
    (( SELECT count(DISTINCT i.id) AS count
           FROM (work_asks k
             JOIN issues i ON (((i.id = k.issue_id) OR (i.duplicate_of_id = k.issue_id))))
          WHERE (k.work_id = w.id)))::integer AS "askedIssues",
    (( SELECT count(DISTINCT i.household_id) AS count
           FROM (work_asks k
             JOIN issues i ON (((i.id = k.issue_id) OR (i.duplicate_of_id = k.issue_id))))
          WHERE (k.work_id = w.id)))::integer AS "askedHouseholds",
    ( SELECT s.grade
           FROM work_check_grades(w.id) s(check_id, month, score, grade, change)
          ORDER BY s.month DESC
         LIMIT 1) AS grade,
    (( SELECT count(DISTINCT f.spot) AS count
           FROM work_photos f
          WHERE (f.work_id = w.id)))::integer AS "photoSpots"
   FROM ((((works w
     JOIN work_types t ON ((t.code = w.work_type)))
     LEFT JOIN grids g ON (((g.path = w.path) AND (g.valid_to IS NULL))))
     LEFT JOIN alleys a ON ((a.id = w.alley_id)))
     LEFT JOIN LATERAL ( SELECT st_pointonsurface(w.geom) AS point) p ON (true));

CREATE TABLE work_type_versions (
    code text NOT NULL,
    version smallint NOT NULL,
    content jsonb NOT NULL,
    valid_from timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE works ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME works_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY grids
    ADD CONSTRAINT grids_pkey PRIMARY KEY (id);

CREATE FUNCTION responsibility_findings(day date, rule_level smallint, rule_tiers smallint[]) RETURNS TABLE(kind text, tier smallint, grid_id bigint, path text)
    LANGUAGE sql STABLE PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT 'gap'::text,
     t.tier,
     s.grid_id,
     s.path
    FROM (unnest(responsibility_findings.rule_tiers) t(tier)
      CROSS JOIN LATERAL tier_standing(t.tier, responsibility_findings.day) s(grid_id, path, level, holders, is_divided, holder_path))
   WHERE ((s.level = responsibility_findings.rule_level) AND (s.holders = 0))
 UNION ALL
  SELECT 'overlap'::text,
     h.tier,
     g.id,
     g.path
    FROM (held_responsibilities(responsibility_findings.day) h(id, grid_id, tier, person_id, unit_id, role, scope_type, share, is_whole)
      JOIN grids g ON (((g.id = h.grid_id) AND (g.valid_to IS NULL))))
   WHERE h.is_whole
   GROUP BY h.tier, g.id
  HAVING ((count(*) > 1) AND bool_or((h.share IS NULL)))
 UNION ALL
  SELECT 'vacant'::text,
     r.tier,
     g.id,
     g.path
    FROM (responsibilities_on(responsibility_findings.day) r(id, grid_id, tier, person_id, unit_id, role, scope_type, share, valid_from, valid_to, is_active)
      JOIN grids g ON (((g.id = r.grid_id) AND (g.valid_to IS NULL))))
   WHERE (((NOT r.is_active) OR (r.valid_to <= responsibility_findings.day)) AND (NOT (EXISTS ( SELECT
            FROM held_responsibilities(responsibility_findings.day) h(id, grid_id, tier, person_id, unit_id, role, scope_type, share, is_whole)
           WHERE ((h.grid_id = r.grid_id) AND (h.tier = r.tier) AND h.is_whole)))))
   GROUP BY r.tier, g.id;
END;

ALTER TABLE ONLY alarms
    ADD CONSTRAINT alarms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alley_facts
    ADD CONSTRAINT alley_facts_pkey PRIMARY KEY (alley_id);

ALTER TABLE ONLY alley_grids
    ADD CONSTRAINT alley_grids_pkey PRIMARY KEY (alley_id, path);

ALTER TABLE ONLY alley_planning_notes
    ADD CONSTRAINT alley_planning_notes_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY alley_planning_notes
    ADD CONSTRAINT alley_planning_notes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alley_revisions
    ADD CONSTRAINT alley_revisions_once UNIQUE (client_uuid, alley_id);

ALTER TABLE ONLY alley_revisions
    ADD CONSTRAINT alley_revisions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alley_standards
    ADD CONSTRAINT alley_standards_pkey PRIMARY KEY (code);

ALTER TABLE ONLY alley_survey_finds
    ADD CONSTRAINT alley_survey_finds_once UNIQUE (survey_id, "position");

ALTER TABLE ONLY alley_survey_finds
    ADD CONSTRAINT alley_survey_finds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alley_survey_items
    ADD CONSTRAINT alley_survey_items_pkey PRIMARY KEY (survey_id, item_code);

ALTER TABLE ONLY alley_survey_photos
    ADD CONSTRAINT alley_survey_photos_pkey PRIMARY KEY (survey_id, item_code, photo_id);

ALTER TABLE ONLY alley_surveys
    ADD CONSTRAINT alley_surveys_client_uuid_key UNIQUE (client_uuid, standard);

ALTER TABLE ONLY alley_surveys
    ADD CONSTRAINT alley_surveys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alleys
    ADD CONSTRAINT alleys_code_key UNIQUE (code);

ALTER TABLE ONLY alleys
    ADD CONSTRAINT alleys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY base_features
    ADD CONSTRAINT base_features_pkey PRIMARY KEY (id);

ALTER TABLE ONLY building_residents
    ADD CONSTRAINT building_residents_pkey PRIMARY KEY (building_id);

ALTER TABLE ONLY buildings
    ADD CONSTRAINT buildings_code_key UNIQUE (code);

ALTER TABLE ONLY buildings
    ADD CONSTRAINT buildings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY campaign_duties
    ADD CONSTRAINT campaign_duties_pkey PRIMARY KEY (id);

ALTER TABLE ONLY campaign_results
    ADD CONSTRAINT campaign_results_pkey PRIMARY KEY (campaign_id, grid_id, kind, measure);

ALTER TABLE ONLY campaigns
    ADD CONSTRAINT campaigns_code_key UNIQUE (code);

ALTER TABLE ONLY campaigns
    ADD CONSTRAINT campaigns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY checklists
    ADD CONSTRAINT checklists_pkey PRIMARY KEY (code, version);

ALTER TABLE ONLY component_issues
    ADD CONSTRAINT component_issues_pkey PRIMARY KEY (component_id, issue_id);

ALTER TABLE ONLY consultation_steps
    ADD CONSTRAINT consultation_steps_pkey PRIMARY KEY (code);

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_code_key UNIQUE (code);

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY deltas
    ADD CONSTRAINT deltas_pkey PRIMARY KEY (id);

ALTER TABLE ONLY event_epoch
    ADD CONSTRAINT event_epoch_pkey PRIMARY KEY (is_only);

ALTER TABLE ONLY events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY fund_sources
    ADD CONSTRAINT fund_sources_pkey PRIMARY KEY (code);

ALTER TABLE ONLY grid_codes
    ADD CONSTRAINT grid_codes_pkey PRIMARY KEY (code_system, code, grid_id);

ALTER TABLE ONLY grid_members
    ADD CONSTRAINT grid_members_pkey PRIMARY KEY (grid_id, kind, target_id);

ALTER TABLE ONLY grid_tally_daily
    ADD CONSTRAINT grid_tally_daily_pkey PRIMARY KEY (day, grid_id, subject, campaign_id, kind, measure);

ALTER TABLE ONLY grid_tally
    ADD CONSTRAINT grid_tally_pkey PRIMARY KEY (grid_id, subject, campaign_id, kind, measure);

ALTER TABLE ONLY history_rewrites
    ADD CONSTRAINT history_rewrites_pkey PRIMARY KEY (is_only);

ALTER TABLE ONLY household_coverage
    ADD CONSTRAINT household_coverage_pkey PRIMARY KEY (campaign_id, household_id);

ALTER TABLE ONLY households
    ADD CONSTRAINT households_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY households
    ADD CONSTRAINT households_pkey PRIMARY KEY (id);

ALTER TABLE ONLY import_staging
    ADD CONSTRAINT import_staging_pkey PRIMARY KEY (import_id, row_index);

ALTER TABLE ONLY imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY issue_events
    ADD CONSTRAINT issue_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY issue_photos
    ADD CONSTRAINT issue_photos_pkey PRIMARY KEY (issue_id, photo_id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_code_key UNIQUE (code);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_pkey PRIMARY KEY (id);

ALTER TABLE ONLY layer_revisions
    ADD CONSTRAINT layer_revisions_pkey PRIMARY KEY (layer);

ALTER TABLE ONLY leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);

ALTER TABLE ONLY people
    ADD CONSTRAINT people_code_key UNIQUE (code);

ALTER TABLE ONLY people_past
    ADD CONSTRAINT people_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY photos
    ADD CONSTRAINT photos_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY photos
    ADD CONSTRAINT photos_pkey PRIMARY KEY (id);

ALTER TABLE ONLY plan_events
    ADD CONSTRAINT plan_events_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY plan_events
    ADD CONSTRAINT plan_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY plan_fact_changes
    ADD CONSTRAINT plan_fact_changes_pkey PRIMARY KEY (xid, part);

ALTER TABLE ONLY plan_projects
    ADD CONSTRAINT plan_projects_pkey PRIMARY KEY (plan_id, project_id);

ALTER TABLE ONLY plan_sets
    ADD CONSTRAINT plan_sets_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY plan_sets
    ADD CONSTRAINT plan_sets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY plan_sets
    ADD CONSTRAINT plan_sets_version UNIQUE (kind, name, version);

ALTER TABLE ONLY plans
    ADD CONSTRAINT plans_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY plans
    ADD CONSTRAINT plans_pkey PRIMARY KEY (id);

ALTER TABLE ONLY programme_work_tally
    ADD CONSTRAINT programme_work_tally_pkey PRIMARY KEY (programme_id, by_month, day, work_type, kind, unit, is_dated);

ALTER TABLE ONLY programmes
    ADD CONSTRAINT programmes_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY programmes
    ADD CONSTRAINT programmes_code_key UNIQUE (code);

ALTER TABLE ONLY programmes
    ADD CONSTRAINT programmes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY project_alleys
    ADD CONSTRAINT project_alleys_pkey PRIMARY KEY (project_id, alley_id);

ALTER TABLE ONLY project_buildings
    ADD CONSTRAINT project_buildings_pkey PRIMARY KEY (project_id, building_id);

ALTER TABLE ONLY project_consultations
    ADD CONSTRAINT project_consultations_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY project_consultations
    ADD CONSTRAINT project_consultations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY project_events
    ADD CONSTRAINT project_events_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY project_events
    ADD CONSTRAINT project_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY project_facts
    ADD CONSTRAINT project_facts_pkey PRIMARY KEY (project_id);

ALTER TABLE ONLY project_funds
    ADD CONSTRAINT project_funds_pkey PRIMARY KEY (project_id, source, year);

ALTER TABLE ONLY project_grids
    ADD CONSTRAINT project_grids_pkey PRIMARY KEY (project_id, path);

ALTER TABLE ONLY project_homes
    ADD CONSTRAINT project_homes_pkey PRIMARY KEY (project_id, household_id);

ALTER TABLE ONLY project_kinds
    ADD CONSTRAINT project_kinds_pkey PRIMARY KEY (code);

ALTER TABLE ONLY project_milestones
    ADD CONSTRAINT project_milestones_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY project_milestones
    ADD CONSTRAINT project_milestones_name UNIQUE (project_id, name);

ALTER TABLE ONLY project_milestones
    ADD CONSTRAINT project_milestones_pkey PRIMARY KEY (id);

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_code_key UNIQUE (code);

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY responsibilities
    ADD CONSTRAINT responsibilities_once UNIQUE (grid_id, tier, person_id);

ALTER TABLE ONLY responsibilities
    ADD CONSTRAINT responsibilities_pkey PRIMARY KEY (id);

ALTER TABLE ONLY responsibility_past
    ADD CONSTRAINT responsibility_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY setting_versions
    ADD CONSTRAINT setting_versions_pkey PRIMARY KEY (key, version);

ALTER TABLE ONLY settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);

ALTER TABLE ONLY standard_measures
    ADD CONSTRAINT standard_measures_pkey PRIMARY KEY (code);

ALTER TABLE ONLY street_component_past
    ADD CONSTRAINT street_component_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY street_components
    ADD CONSTRAINT street_components_code_key UNIQUE (code);

ALTER TABLE ONLY street_components
    ADD CONSTRAINT street_components_pkey PRIMARY KEY (id);

ALTER TABLE ONLY survey_checklist_items
    ADD CONSTRAINT survey_checklist_items_pkey PRIMARY KEY (checklist_code, checklist_version, code);

ALTER TABLE ONLY survey_checklists
    ADD CONSTRAINT survey_checklists_pkey PRIMARY KEY (code, version);

ALTER TABLE ONLY units
    ADD CONSTRAINT units_code_key UNIQUE (code);

ALTER TABLE ONLY units
    ADD CONSTRAINT units_pkey PRIMARY KEY (id);

ALTER TABLE ONLY visit_days
    ADD CONSTRAINT visit_days_pkey PRIMARY KEY (campaign_id, day, grid_id, kind, person_id);

ALTER TABLE ONLY visit_photos
    ADD CONSTRAINT visit_photos_pkey PRIMARY KEY (visit_id, photo_id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY wall_links
    ADD CONSTRAINT wall_links_pkey PRIMARY KEY (id);

ALTER TABLE ONLY wall_links
    ADD CONSTRAINT wall_links_token_key UNIQUE (token_hash);

ALTER TABLE ONLY wall_pairings
    ADD CONSTRAINT wall_pairings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY wall_remotes
    ADD CONSTRAINT wall_remotes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY wall_remotes
    ADD CONSTRAINT wall_remotes_token_key UNIQUE (token_hash);

ALTER TABLE ONLY wall_rooms
    ADD CONSTRAINT wall_rooms_pkey PRIMARY KEY (name);

ALTER TABLE ONLY walls
    ADD CONSTRAINT walls_pkey PRIMARY KEY (id);

ALTER TABLE ONLY work_acceptances
    ADD CONSTRAINT work_acceptances_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY work_acceptances
    ADD CONSTRAINT work_acceptances_pkey PRIMARY KEY (id);

ALTER TABLE ONLY work_asks
    ADD CONSTRAINT work_asks_pkey PRIMARY KEY (work_id, issue_id);

ALTER TABLE ONLY work_checks
    ADD CONSTRAINT work_checks_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY work_checks
    ADD CONSTRAINT work_checks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY work_grids
    ADD CONSTRAINT work_grids_pkey PRIMARY KEY (work_id, path);

ALTER TABLE ONLY work_photos
    ADD CONSTRAINT work_photos_pkey PRIMARY KEY (work_id, spot, moment);

ALTER TABLE ONLY work_revisions
    ADD CONSTRAINT work_revisions_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY work_revisions
    ADD CONSTRAINT work_revisions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY work_tally
    ADD CONSTRAINT work_tally_pkey PRIMARY KEY (grid_id, by_month, day, work_type, kind, unit, is_dated);

ALTER TABLE ONLY work_type_versions
    ADD CONSTRAINT work_type_versions_pkey PRIMARY KEY (code, version);

ALTER TABLE ONLY work_types
    ADD CONSTRAINT work_types_pkey PRIMARY KEY (code);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_client_uuid_key UNIQUE (client_uuid);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_code_key UNIQUE (code);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_pkey PRIMARY KEY (id);

CREATE INDEX alarms_cleared ON alarms USING btree (cleared_at) WHERE (cleared_at IS NOT NULL);

CREATE INDEX alarms_issue ON alarms USING btree (issue_id);

CREATE INDEX alarms_path ON alarms USING btree (path, id) WHERE (cleared_at IS NULL);

CREATE UNIQUE INDEX alarms_standing ON alarms USING btree (kind, subject) WHERE (cleared_at IS NULL);

CREATE INDEX alley_facts_only_way ON alley_facts USING btree (only_way_id) WHERE (only_way_id IS NOT NULL);

CREATE INDEX alley_grids_path ON alley_grids USING btree (path);

CREATE INDEX alley_planning_notes_alley ON alley_planning_notes USING btree (alley_id, kind, noted_on DESC, id DESC);

CREATE INDEX alley_revisions_alley ON alley_revisions USING btree (alley_id, occurred_at DESC);

CREATE INDEX alley_survey_finds_geom ON alley_survey_finds USING gist (geom);

CREATE INDEX alley_survey_photos_find ON alley_survey_photos USING btree (find_id) WHERE (find_id IS NOT NULL);

CREATE INDEX alley_survey_photos_photo ON alley_survey_photos USING btree (photo_id);

CREATE INDEX alley_surveys_latest ON alley_surveys USING btree (alley_id, standard, surveyed_on DESC, id DESC) WHERE (superseded_at IS NULL);

CREATE INDEX alleys_geom ON alleys USING gist (geom);

CREATE INDEX alleys_geom_m ON alleys USING gist (geom_m);

CREATE INDEX alleys_path ON alleys USING btree (path, id);

CREATE INDEX alleys_words ON alleys USING gin (search_pairs(search_text(name, code, NULL::text, search_terms)));

CREATE INDEX base_features_geom ON base_features USING gist (geom);

CREATE INDEX base_features_layer_id ON base_features USING btree (layer, id);

CREATE INDEX buildings_geom ON buildings USING gist (geom);

CREATE INDEX buildings_path ON buildings USING btree (path);

CREATE INDEX buildings_words ON buildings USING gin (search_pairs(search_text(name, code, address, search_terms)));

CREATE INDEX campaign_duties_campaign ON campaign_duties USING btree (campaign_id, grid_id);

CREATE INDEX component_issues_issue ON component_issues USING btree (issue_id);

CREATE INDEX contacts_grid ON contacts USING btree (grid_id);

CREATE UNIQUE INDEX events_seq ON events USING btree (seq) WHERE (seq IS NOT NULL);

CREATE INDEX events_unstamped ON events USING btree (id) WHERE (seq IS NULL);

CREATE INDEX grid_members_target ON grid_members USING btree (kind, target_id);

CREATE UNIQUE INDEX grids_code_valid ON grids USING btree (code) WHERE (valid_to IS NULL);

CREATE INDEX grids_geom ON grids USING gist (geom) WHERE (valid_to IS NULL);

CREATE INDEX grids_geom_m ON grids USING gist (geom_m) WHERE (valid_to IS NULL);

CREATE INDEX grids_level ON grids USING btree (level, path) WHERE (valid_to IS NULL);

CREATE INDEX grids_parent ON grids USING btree (parent_id) WHERE (valid_to IS NULL);

CREATE UNIQUE INDEX grids_path_valid ON grids USING btree (path) WHERE (valid_to IS NULL);

CREATE INDEX grids_words ON grids USING gin (search_pairs(search_text(name, code, NULL::text, search_terms))) WHERE (valid_to IS NULL);

CREATE INDEX household_coverage_building ON household_coverage USING btree (campaign_id, building_id);

CREATE INDEX household_coverage_household ON household_coverage USING btree (household_id);

CREATE INDEX household_coverage_other ON household_coverage USING btree (campaign_id, kind, path, household_id) WHERE (kind <> 'household'::text);

CREATE INDEX household_coverage_path ON household_coverage USING btree (campaign_id, path, household_id) INCLUDE (kind, state);

CREATE INDEX household_coverage_point ON household_coverage USING gist (point_m);

CREATE INDEX household_coverage_uncovered ON household_coverage USING btree (campaign_id, path, household_id) INCLUDE (kind, state, last_visited_at, appointment_at, building_id) WHERE uncovered;

CREATE INDEX household_coverage_uncovered_other ON household_coverage USING btree (campaign_id, kind, path, household_id) INCLUDE (state, last_visited_at, appointment_at, building_id) WHERE (uncovered AND (kind <> 'household'::text));

CREATE INDEX household_coverage_uncovered_point ON household_coverage USING gist (point_m) WHERE uncovered;

CREATE INDEX households_building ON households USING btree (building_id);

CREATE UNIQUE INDEX households_code ON households USING btree (code) WHERE (code IS NOT NULL);

CREATE INDEX households_named ON households USING gin (search_pairs(search_text(name, code, address, search_terms))) WHERE (kind <> 'household'::text);

CREATE INDEX households_path ON households USING btree (path, id);

CREATE INDEX import_rows_import ON import_rows USING btree (import_id, row_number);

CREATE INDEX import_staging_geom ON import_staging USING gist (geom);

CREATE INDEX issue_events_issue ON issue_events USING btree (issue_id, occurred_at, id);

CREATE INDEX issue_events_moment ON issue_events USING btree (occurred_at DESC);

CREATE INDEX issue_photos_photo ON issue_photos USING btree (photo_id);

CREATE INDEX issues_open ON issues USING btree (path, due_at, id) WHERE is_open;

CREATE INDEX issues_path ON issues USING btree (path, id);

CREATE INDEX issues_point ON issues USING gist (point_m);

CREATE INDEX layer_changes_layer_revision ON layer_changes USING btree (layer, revision);

CREATE INDEX people_past_person ON people_past USING btree (person_id, until);

CREATE INDEX photos_created ON photos USING btree (created_at);

CREATE INDEX photos_sha ON photos USING btree (sha256);

CREATE INDEX plan_events_plan ON plan_events USING btree (plan_id, occurred_at, id);

CREATE INDEX plan_fact_changes_changed ON plan_fact_changes USING btree (changed_at);

CREATE UNIQUE INDEX plans_series_version ON plans USING btree (COALESCE(series_id, id), version);

CREATE INDEX project_alleys_alley ON project_alleys USING btree (alley_id);

CREATE INDEX project_buildings_building ON project_buildings USING btree (building_id);

CREATE INDEX project_consultations_project ON project_consultations USING btree (project_id, held_on, id);

CREATE INDEX project_events_project ON project_events USING btree (project_id, happened_on, id);

CREATE INDEX project_grids_path ON project_grids USING btree (path);

CREATE INDEX project_homes_household ON project_homes USING btree (household_id);

CREATE INDEX projects_geom_m ON projects USING gist (geom_m);

CREATE INDEX projects_programme ON projects USING btree (programme_id);

CREATE INDEX responsibilities_recorded ON responsibilities USING btree (recorded_at);

CREATE INDEX responsibility_past_grid ON responsibility_past USING btree (grid_id);

CREATE INDEX responsibility_past_row ON responsibility_past USING btree (responsibility_id, until);

CREATE INDEX street_component_past_component ON street_component_past USING btree (component_id, until);

CREATE INDEX street_components_alley ON street_components USING btree (alley_id);

CREATE INDEX street_components_geom_m ON street_components USING gist (geom_m);

CREATE INDEX visit_days_last ON visit_days USING btree (campaign_id, grid_id, day) WHERE (visits > 0);

CREATE INDEX visit_photos_photo ON visit_photos USING btree (photo_id);

CREATE INDEX visits_campaign_household ON visits USING btree (campaign_id, household_id, visited_at);

CREATE INDEX visits_doubtful ON visits USING btree (campaign_id, household_id) INCLUDE (flags) WHERE ((flags <> '{}'::text[]) AND (superseded_at IS NULL));

CREATE INDEX visits_household ON visits USING btree (household_id, visited_at);

CREATE INDEX visits_moment ON visits USING btree (campaign_id, visited_at DESC);

CREATE INDEX visits_person ON visits USING btree (person_id, visited_at);

CREATE INDEX visits_recorded ON visits USING btree (recorded_at);

CREATE INDEX visits_undecided ON visits USING btree (campaign_id, household_id) WHERE ((outcome = ANY (ARRAY['refused'::text, 'vacant'::text, 'unreachable'::text])) AND (approved_at IS NULL) AND (rejected_at IS NULL) AND (superseded_at IS NULL));

CREATE INDEX wall_links_wall ON wall_links USING btree (wall_id, id);

CREATE UNIQUE INDEX wall_pairings_code ON wall_pairings USING btree (code) WHERE (used_at IS NULL);

CREATE INDEX walls_room ON walls USING btree (room, id);

CREATE INDEX work_acceptances_work ON work_acceptances USING btree (work_id, accepted_on DESC, id DESC);

CREATE INDEX work_asks_issue ON work_asks USING btree (issue_id);

CREATE INDEX work_checks_month ON work_checks USING btree (work_id, month, id);

CREATE INDEX work_grids_path ON work_grids USING btree (path);

CREATE INDEX work_photos_photo ON work_photos USING btree (photo_id);

CREATE INDEX work_revisions_work ON work_revisions USING btree (work_id, occurred_at DESC);

CREATE INDEX works_alley ON works USING btree (alley_id);

CREATE INDEX works_completed ON works USING btree (work_type, path) WHERE is_completed;

CREATE INDEX works_figures ON works USING btree (work_type, id) WHERE (is_completed AND ((part_of_id IS NOT NULL) OR (figure_from IS NOT NULL)));

CREATE INDEX works_geom_m ON works USING gist (geom_m);

CREATE INDEX works_newest ON works USING btree (COALESCE(completed_on, as_of, started_on, '-infinity'::date) DESC, id DESC);

CREATE INDEX works_part_of ON works USING btree (part_of_id) WHERE (part_of_id IS NOT NULL);

CREATE INDEX works_path ON works USING btree (path, id);

CREATE INDEX works_project ON works USING btree (project_id);

CREATE TRIGGER alarms_told AFTER INSERT ON alarms FOR EACH ROW EXECUTE FUNCTION append_alarm_event();

CREATE TRIGGER alarms_told_again AFTER UPDATE ON alarms FOR EACH ROW WHEN (((((old.level IS DISTINCT FROM new.level) OR (old.cleared_at IS DISTINCT FROM new.cleared_at)) OR (old.acknowledged_at IS DISTINCT FROM new.acknowledged_at)) OR (old.escalated_at IS DISTINCT FROM new.escalated_at))) EXECUTE FUNCTION append_alarm_event();

CREATE TRIGGER alley_facts_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON alley_facts FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER alley_planning_notes_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON alley_planning_notes FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER alley_standards_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON alley_standards FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER alley_surveys_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON alley_surveys FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER alleys_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON alleys FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground,register');

CREATE TRIGGER alleys_settle_counts BEFORE INSERT OR UPDATE OF cables, overhead_m, parking, parking_spaces ON alleys FOR EACH ROW EXECUTE FUNCTION settle_alley_counts();

CREATE TRIGGER building_residents_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON building_residents FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground');

CREATE TRIGGER buildings_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON buildings FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground');

CREATE TRIGGER campaigns_event AFTER INSERT OR UPDATE ON campaigns FOR EACH ROW EXECUTE FUNCTION append_campaign_event();

CREATE TRIGGER component_issues_deleted AFTER DELETE ON component_issues REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_of_link();

CREATE TRIGGER component_issues_inserted AFTER INSERT ON component_issues REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_of_link();

CREATE TRIGGER component_issues_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON component_issues FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER grid_tally_history_rewrite AFTER DELETE ON grid_tally FOR EACH STATEMENT EXECUTE FUNCTION count_history_rewrite();

CREATE TRIGGER grid_tally_recount_event AFTER DELETE ON grid_tally FOR EACH STATEMENT EXECUTE FUNCTION append_recount_event();

CREATE TRIGGER grids_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON grids FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground,register');

CREATE TRIGGER households_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON households FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground');

CREATE TRIGGER issues_components AFTER UPDATE ON issues FOR EACH ROW WHEN ((old.is_open IS DISTINCT FROM new.is_open)) EXECUTE FUNCTION refresh_facts_of_issue();

CREATE TRIGGER issues_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON issues FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER layer_revisions_event AFTER INSERT OR UPDATE ON layer_revisions FOR EACH ROW EXECUTE FUNCTION append_layer_event();

CREATE TRIGGER people_keep AFTER UPDATE OF is_active ON people FOR EACH ROW WHEN ((old.is_active <> new.is_active)) EXECUTE FUNCTION keep_person();

CREATE TRIGGER project_alleys_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON project_alleys FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER project_consultations_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON project_consultations FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER project_kinds_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON project_kinds FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER projects_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON projects FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER projects_programme_works AFTER UPDATE OF programme_id ON projects FOR EACH ROW WHEN ((old.programme_id IS DISTINCT FROM new.programme_id)) EXECUTE FUNCTION move_programme_works();

CREATE TRIGGER responsibilities_keep AFTER UPDATE ON responsibilities FOR EACH ROW WHEN ((((((((((old.grid_id IS DISTINCT FROM new.grid_id) OR (old.tier IS DISTINCT FROM new.tier)) OR (old.person_id IS DISTINCT FROM new.person_id)) OR (old.unit_id IS DISTINCT FROM new.unit_id)) OR (old.role IS DISTINCT FROM new.role)) OR (old.scope_type IS DISTINCT FROM new.scope_type)) OR (old.share IS DISTINCT FROM new.share)) OR (old.valid_from IS DISTINCT FROM new.valid_from)) OR (old.valid_to IS DISTINCT FROM new.valid_to))) EXECUTE FUNCTION keep_responsibility();

CREATE TRIGGER responsibilities_keep_deleted AFTER DELETE ON responsibilities FOR EACH ROW EXECUTE FUNCTION keep_responsibility();

CREATE TRIGGER responsibilities_known_from BEFORE INSERT ON responsibilities FOR EACH ROW EXECUTE FUNCTION date_responsibility();

CREATE TRIGGER settings_event AFTER INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION append_settings_event();

CREATE TRIGGER settings_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON settings FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('ground,register');

CREATE TRIGGER standard_measures_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON standard_measures FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER street_components_deleted AFTER DELETE ON street_components REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_of_components();

CREATE TRIGGER street_components_inserted AFTER INSERT ON street_components REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_of_components();

CREATE TRIGGER street_components_keep AFTER UPDATE OF status, status_on ON street_components FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) OR (old.status_on IS DISTINCT FROM new.status_on))) EXECUTE FUNCTION keep_component_status();

CREATE TRIGGER street_components_place BEFORE INSERT OR UPDATE OF geom ON street_components FOR EACH ROW EXECUTE FUNCTION place_component();

CREATE TRIGGER street_components_plan_facts AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON street_components FOR EACH STATEMENT EXECUTE FUNCTION note_plan_facts('register');

CREATE TRIGGER street_components_updated AFTER UPDATE ON street_components REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_of_components();

CREATE TRIGGER wall_links_told AFTER UPDATE OF revoked_at ON wall_links FOR EACH ROW EXECUTE FUNCTION append_wall_event();

CREATE TRIGGER wall_rooms_told AFTER INSERT OR UPDATE ON wall_rooms FOR EACH ROW EXECUTE FUNCTION append_wall_event();

CREATE TRIGGER walls_told AFTER INSERT OR DELETE OR UPDATE ON walls FOR EACH ROW EXECUTE FUNCTION append_wall_event();

CREATE TRIGGER work_types_keep AFTER INSERT OR UPDATE ON work_types FOR EACH ROW EXECUTE FUNCTION keep_work_type();

CREATE TRIGGER work_types_number BEFORE UPDATE ON work_types FOR EACH ROW EXECUTE FUNCTION number_work_type();

ALTER TABLE ONLY alarms
    ADD CONSTRAINT alarms_acknowledger_fkey FOREIGN KEY (acknowledged_by) REFERENCES people(id);

ALTER TABLE ONLY alarms
    ADD CONSTRAINT alarms_escalator_fkey FOREIGN KEY (escalated_by) REFERENCES people(id);

ALTER TABLE ONLY alarms
    ADD CONSTRAINT alarms_issue_fkey FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY alarms
    ADD CONSTRAINT alarms_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY alley_facts
    ADD CONSTRAINT alley_facts_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_grids
    ADD CONSTRAINT alley_grids_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_planning_notes
    ADD CONSTRAINT alley_planning_notes_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_planning_notes
    ADD CONSTRAINT alley_planning_notes_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY alley_revisions
    ADD CONSTRAINT alley_revisions_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY alley_survey_finds
    ADD CONSTRAINT alley_survey_finds_survey_fkey FOREIGN KEY (survey_id) REFERENCES alley_surveys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_survey_items
    ADD CONSTRAINT alley_survey_items_survey_fkey FOREIGN KEY (survey_id) REFERENCES alley_surveys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_survey_photos
    ADD CONSTRAINT alley_survey_photos_find_fkey FOREIGN KEY (find_id) REFERENCES alley_survey_finds(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_survey_photos
    ADD CONSTRAINT alley_survey_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES photos(id);

ALTER TABLE ONLY alley_survey_photos
    ADD CONSTRAINT alley_survey_photos_survey_fkey FOREIGN KEY (survey_id) REFERENCES alley_surveys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_surveys
    ADD CONSTRAINT alley_surveys_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE CASCADE;

ALTER TABLE ONLY alley_surveys
    ADD CONSTRAINT alley_surveys_checklist_fkey FOREIGN KEY (checklist_code, checklist_version) REFERENCES survey_checklists(code, version);

ALTER TABLE ONLY alley_surveys
    ADD CONSTRAINT alley_surveys_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY building_residents
    ADD CONSTRAINT building_residents_building_fkey FOREIGN KEY (building_id) REFERENCES buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY campaign_duties
    ADD CONSTRAINT campaign_duties_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE;

ALTER TABLE ONLY campaign_duties
    ADD CONSTRAINT campaign_duties_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY campaign_duties
    ADD CONSTRAINT campaign_duties_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY campaign_duties
    ADD CONSTRAINT campaign_duties_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY campaign_results
    ADD CONSTRAINT campaign_results_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE;

ALTER TABLE ONLY campaigns
    ADD CONSTRAINT campaigns_checklist_fkey FOREIGN KEY (checklist_code, checklist_version) REFERENCES checklists(code, version);

ALTER TABLE ONLY campaigns
    ADD CONSTRAINT campaigns_programme_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id);

ALTER TABLE ONLY campaigns
    ADD CONSTRAINT campaigns_source_fkey FOREIGN KEY (source_campaign_id) REFERENCES campaigns(id);

ALTER TABLE ONLY checklists
    ADD CONSTRAINT checklists_author_fkey FOREIGN KEY (created_by) REFERENCES people(id);

ALTER TABLE ONLY component_issues
    ADD CONSTRAINT component_issues_component_fkey FOREIGN KEY (component_id) REFERENCES street_components(id) ON DELETE CASCADE;

ALTER TABLE ONLY component_issues
    ADD CONSTRAINT component_issues_issue_fkey FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY grid_codes
    ADD CONSTRAINT grid_codes_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY grid_members
    ADD CONSTRAINT grid_members_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY grid_tally_daily
    ADD CONSTRAINT grid_tally_daily_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY grid_tally
    ADD CONSTRAINT grid_tally_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY grids
    ADD CONSTRAINT grids_parent_fkey FOREIGN KEY (parent_id) REFERENCES grids(id);

ALTER TABLE ONLY household_coverage
    ADD CONSTRAINT household_coverage_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE;

ALTER TABLE ONLY household_coverage
    ADD CONSTRAINT household_coverage_household_fkey FOREIGN KEY (household_id) REFERENCES households(id) ON DELETE CASCADE;

ALTER TABLE ONLY households
    ADD CONSTRAINT households_building_fkey FOREIGN KEY (building_id) REFERENCES buildings(id);

ALTER TABLE ONLY import_rows
    ADD CONSTRAINT import_rows_import_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;

ALTER TABLE ONLY import_staging
    ADD CONSTRAINT import_staging_import_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;

ALTER TABLE ONLY issue_events
    ADD CONSTRAINT issue_events_issue_fkey FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY issue_events
    ADD CONSTRAINT issue_events_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY issue_events
    ADD CONSTRAINT issue_events_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY issue_photos
    ADD CONSTRAINT issue_photos_issue_fkey FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY issue_photos
    ADD CONSTRAINT issue_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES photos(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_duplicate_fkey FOREIGN KEY (duplicate_of_id) REFERENCES issues(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_household_fkey FOREIGN KEY (household_id) REFERENCES households(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_reporter_fkey FOREIGN KEY (reported_by) REFERENCES people(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY issues
    ADD CONSTRAINT issues_visit_fkey FOREIGN KEY (visit_id) REFERENCES visits(id);

ALTER TABLE ONLY layer_changes
    ADD CONSTRAINT layer_changes_layer_fkey FOREIGN KEY (layer) REFERENCES layer_revisions(layer) ON DELETE CASCADE;

ALTER TABLE ONLY people_past
    ADD CONSTRAINT people_past_person_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE;

ALTER TABLE ONLY people
    ADD CONSTRAINT people_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY photos
    ADD CONSTRAINT photos_taker_fkey FOREIGN KEY (taken_by) REFERENCES people(id);

ALTER TABLE ONLY plan_events
    ADD CONSTRAINT plan_events_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY plan_events
    ADD CONSTRAINT plan_events_plan_fkey FOREIGN KEY (plan_id) REFERENCES plans(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_projects
    ADD CONSTRAINT plan_projects_plan_fkey FOREIGN KEY (plan_id) REFERENCES plans(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_projects
    ADD CONSTRAINT plan_projects_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_sets
    ADD CONSTRAINT plan_sets_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY plans
    ADD CONSTRAINT plans_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY plans
    ADD CONSTRAINT plans_series_fkey FOREIGN KEY (series_id) REFERENCES plans(id);

ALTER TABLE ONLY programme_work_tally
    ADD CONSTRAINT programme_work_tally_programme_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id) ON DELETE CASCADE;

ALTER TABLE ONLY programmes
    ADD CONSTRAINT programmes_kind_fkey FOREIGN KEY (kind) REFERENCES project_kinds(code);

ALTER TABLE ONLY project_alleys
    ADD CONSTRAINT project_alleys_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_alleys
    ADD CONSTRAINT project_alleys_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_buildings
    ADD CONSTRAINT project_buildings_building_fkey FOREIGN KEY (building_id) REFERENCES buildings(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_buildings
    ADD CONSTRAINT project_buildings_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_consultations
    ADD CONSTRAINT project_consultations_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY project_consultations
    ADD CONSTRAINT project_consultations_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_consultations
    ADD CONSTRAINT project_consultations_step_fkey FOREIGN KEY (step) REFERENCES consultation_steps(code);

ALTER TABLE ONLY project_events
    ADD CONSTRAINT project_events_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY project_events
    ADD CONSTRAINT project_events_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_facts
    ADD CONSTRAINT project_facts_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_funds
    ADD CONSTRAINT project_funds_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_funds
    ADD CONSTRAINT project_funds_source_fkey FOREIGN KEY (source) REFERENCES fund_sources(code);

ALTER TABLE ONLY project_grids
    ADD CONSTRAINT project_grids_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_homes
    ADD CONSTRAINT project_homes_household_fkey FOREIGN KEY (household_id) REFERENCES households(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_homes
    ADD CONSTRAINT project_homes_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY project_milestones
    ADD CONSTRAINT project_milestones_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_kind_fkey FOREIGN KEY (kind) REFERENCES project_kinds(code);

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_programme_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id);

ALTER TABLE ONLY projects
    ADD CONSTRAINT projects_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY responsibilities
    ADD CONSTRAINT responsibilities_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY responsibilities
    ADD CONSTRAINT responsibilities_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY responsibilities
    ADD CONSTRAINT responsibilities_unit_fkey FOREIGN KEY (unit_id) REFERENCES units(id);

ALTER TABLE ONLY standard_measures
    ADD CONSTRAINT standard_measures_standard_fkey FOREIGN KEY (standard) REFERENCES alley_standards(code);

ALTER TABLE ONLY street_component_past
    ADD CONSTRAINT street_component_past_component_fkey FOREIGN KEY (component_id) REFERENCES street_components(id) ON DELETE CASCADE;

ALTER TABLE ONLY street_components
    ADD CONSTRAINT street_components_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id) ON DELETE SET NULL;

ALTER TABLE ONLY survey_checklist_items
    ADD CONSTRAINT survey_checklist_items_list_fkey FOREIGN KEY (checklist_code, checklist_version) REFERENCES survey_checklists(code, version);

ALTER TABLE ONLY survey_checklist_items
    ADD CONSTRAINT survey_checklist_items_measure_fkey FOREIGN KEY (measure) REFERENCES standard_measures(code);

ALTER TABLE ONLY survey_checklist_items
    ADD CONSTRAINT survey_checklist_items_standard_fkey FOREIGN KEY (standard) REFERENCES alley_standards(code);

ALTER TABLE ONLY units
    ADD CONSTRAINT units_parent_fkey FOREIGN KEY (parent_id) REFERENCES units(id);

ALTER TABLE ONLY visit_days
    ADD CONSTRAINT visit_days_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE;

ALTER TABLE ONLY visit_days
    ADD CONSTRAINT visit_days_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY visit_photos
    ADD CONSTRAINT visit_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES photos(id);

ALTER TABLE ONLY visit_photos
    ADD CONSTRAINT visit_photos_visit_fkey FOREIGN KEY (visit_id) REFERENCES visits(id) ON DELETE CASCADE;

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_approver_fkey FOREIGN KEY (approved_by) REFERENCES people(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_corrects_fkey FOREIGN KEY (corrects_id) REFERENCES visits(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_household_fkey FOREIGN KEY (household_id) REFERENCES households(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_recorder_fkey FOREIGN KEY (recorded_by) REFERENCES people(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_rejector_fkey FOREIGN KEY (rejected_by) REFERENCES people(id);

ALTER TABLE ONLY visits
    ADD CONSTRAINT visits_superseded_fkey FOREIGN KEY (superseded_by) REFERENCES visits(id);

ALTER TABLE ONLY wall_links
    ADD CONSTRAINT wall_links_author_fkey FOREIGN KEY (created_by) REFERENCES people(id);

ALTER TABLE ONLY wall_links
    ADD CONSTRAINT wall_links_revoker_fkey FOREIGN KEY (revoked_by) REFERENCES people(id);

ALTER TABLE ONLY wall_links
    ADD CONSTRAINT wall_links_wall_fkey FOREIGN KEY (wall_id) REFERENCES walls(id) ON DELETE CASCADE;

ALTER TABLE ONLY wall_pairings
    ADD CONSTRAINT wall_pairings_wall_fkey FOREIGN KEY (wall_id) REFERENCES walls(id) ON DELETE CASCADE;

ALTER TABLE ONLY wall_remotes
    ADD CONSTRAINT wall_remotes_wall_fkey FOREIGN KEY (wall_id) REFERENCES walls(id) ON DELETE CASCADE;

ALTER TABLE ONLY walls
    ADD CONSTRAINT walls_changer_fkey FOREIGN KEY (changed_by) REFERENCES people(id);

ALTER TABLE ONLY work_acceptances
    ADD CONSTRAINT work_acceptances_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY work_acceptances
    ADD CONSTRAINT work_acceptances_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_asks
    ADD CONSTRAINT work_asks_issue_fkey FOREIGN KEY (issue_id) REFERENCES issues(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_asks
    ADD CONSTRAINT work_asks_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_checks
    ADD CONSTRAINT work_checks_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY work_checks
    ADD CONSTRAINT work_checks_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_grids
    ADD CONSTRAINT work_grids_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_photos
    ADD CONSTRAINT work_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES photos(id);

ALTER TABLE ONLY work_photos
    ADD CONSTRAINT work_photos_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_revisions
    ADD CONSTRAINT work_revisions_person_fkey FOREIGN KEY (person_id) REFERENCES people(id);

ALTER TABLE ONLY work_revisions
    ADD CONSTRAINT work_revisions_work_fkey FOREIGN KEY (work_id) REFERENCES works(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_tally
    ADD CONSTRAINT work_tally_grid_fkey FOREIGN KEY (grid_id) REFERENCES grids(id) ON DELETE CASCADE;

ALTER TABLE ONLY work_type_versions
    ADD CONSTRAINT work_type_versions_type_fkey FOREIGN KEY (code) REFERENCES work_types(code) ON DELETE CASCADE;

ALTER TABLE ONLY works
    ADD CONSTRAINT works_alley_fkey FOREIGN KEY (alley_id) REFERENCES alleys(id);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_part_fkey FOREIGN KEY (part_of_id) REFERENCES works(id);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_project_fkey FOREIGN KEY (project_id) REFERENCES projects(id);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_recorder_fkey FOREIGN KEY (recorded_by) REFERENCES people(id);

ALTER TABLE ONLY works
    ADD CONSTRAINT works_type_fkey FOREIGN KEY (work_type) REFERENCES work_types(code);
