-- The first moment of tomorrow in the district's time zone.
select ((:now::timestamptz at time zone :time_zone::text)::date + 1)::timestamp at time zone :time_zone as "end"
