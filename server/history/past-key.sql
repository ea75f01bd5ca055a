-- What past figures hang on beside the dated rows themselves: recounts (imports, changes of grids, restores), settings, and which history this is.
select concat_ws('.', (select epoch from event_epoch), (select number from history_rewrites), (select coalesce(sum(version), 0) from settings)) as key
