-- The day on the district's clock, 'YYYY-MM-DD'.
select (:now::timestamptz at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'))::date as today
