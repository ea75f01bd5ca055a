-- The file of a photo that a wall may show.
select sha256 from wall_photos where id = :id
