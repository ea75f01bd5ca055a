-- Where grids are shown.
select path, st_x(label_point) as lon, st_y(label_point) as lat from grids where path = any (:paths::text[]) and valid_to is null
