-- Box of the grids of the highest level there is, null before the first.
select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
from (
  select st_extent(geom) as box from grids
  where valid_to is null and level = (select min(level) from grids where valid_to is null and geom is not null)
) extent
where box is not null
