select seq, type, path, payload from (select * from events where seq is not null order by seq desc limit :most) newest order by seq
