-- Alarms that stand, by level I to IV, and the last numbered event of this moment.
select (select coalesce(max(seq), 0) from events) as seq,
  array(select (select count(*)::integer from alarm_rows a where a.status <> 'cleared' and a.level = l and (:path::text is null or in_subtree(a.path, :path)))
    from generate_series(1, 4) as l) as "byLevel"
