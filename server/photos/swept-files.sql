-- Images whose every row is marked: nobody needs their files.
select distinct p.sha256 from photos p where p.swept_at is not null and not exists (select from photos o where o.sha256 = p.sha256 and o.swept_at is null)
