-- Up to which event answers of this moment hold, the moment "due today" ends with, the newest day a completed work of the grid is of, and when the last
-- morning briefing was.
select (select coalesce(max(seq), 0) from events) as seq, (select epoch from event_epoch) as epoch,
  (select b.due_today_until from lateness_bounds(:now::timestamptz) b) as "dueUntil",
  (select max(coalesce(w.as_of, w.completed_on)) from works w where w.is_completed and in_subtree(w.path, :path)) as "figuresOf",
  (case when local.clock::time >= :briefing_time::time then local.clock::date else local.clock::date - 1 end + :briefing_time::time) at time zone :time_zone::text as "briefingAt"
from (select :now::timestamptz at time zone :time_zone as clock) local
