-- Every map layer has new geometry.
insert into layer_revisions (layer)
values ('grids-1'), ('grids-2'), ('grids-3'), ('grids-4'), ('grids-5'), ('buildings'), ('alleys'), ('households'), ('roads'), ('water'), ('green')
on conflict (layer) do update set revision = layer_revisions.revision + 1, changed_at = now();
