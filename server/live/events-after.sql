select seq, type, path, payload from events where seq > :after order by seq limit :most
