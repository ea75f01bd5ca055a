-- Every image that some photo still needs.
select distinct sha256 from photos where swept_at is null order by sha256
