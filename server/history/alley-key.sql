-- What the past of alleys hangs on: surveys, lines, components with what was said of them, issues about components, settings.
select concat_ws('.', (select epoch from event_epoch), (select number from history_rewrites), (select coalesce(sum(version), 0) from settings),
  (select concat_ws(',', count(*), max(id), max(recorded_at), max(superseded_at), count(superseded_at)) from alley_surveys),
  (select concat_ws(',', count(*), max(id), max(refreshed_at)) from alleys left join alley_facts on alley_id = id), (select max(id) from alley_revisions),
  (select concat_ws(',', count(*), max(id), max(status_on)) from street_components), (select max(id) from street_component_past),
  (select concat_ws(',', count(*), max(issue_id)) from component_issues), (select max(id) from issue_events), (select count(*) from issues),
  district_day(:now::timestamptz)) as key
