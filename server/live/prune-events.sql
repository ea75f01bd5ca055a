-- The newest stay: the next seq counts on from them.
delete from events where seq <= (select max(seq) from events) - :kept
