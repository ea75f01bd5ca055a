delete from leases where name = 'fold' and holder = :holder
