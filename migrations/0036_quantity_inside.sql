-- How much of a work lies in a part of the district, said once for totals and lists; and until when a step of a consultation was published.

-- Lines by length, areas by area, several points evenly. Whole is whole: dividing a length by itself leaves rounding behind.
create function work_share(place geometry, shape geometry) returns float8
  language sql immutable parallel safe
  return case when st_covers(shape, place) then 1
    else case st_dimension(place)
      when 0 then st_numgeometries(st_intersection(place, shape))::float8 / st_numgeometries(place)
      when 1 then st_length(st_intersection(place, shape)) / nullif(st_length(place), 0)
      else st_area(st_intersection(place, shape)) / nullif(st_area(place), 0) end end;

create function work_size(place geometry) returns float8
  language sql immutable parallel safe
  return case st_dimension(place) when 0 then st_numgeometries(place) when 1 then st_length(place) else st_area(place) end;

-- What a part takes away from the place of its whole; 0 where it lies beside it or is of another dimension (a metre is drawn by hand).
create function part_size(place geometry, part geometry) returns float8
  language sql immutable parallel safe
  return case when st_dimension(part) = st_dimension(place) and st_covers(st_buffer(place, 1), part) then work_size(part) else 0 end;

-- How much of a figure lies where `share` of its place lies, when figures are nested in it. What is nested counts where it is itself, only the rest is
-- spread, over the place that is left: of 720 bays with 480 in one community that community has 480, and grids that share the 720 add up to 720.
-- So a whole never says less than its parts. Parts that are more than their whole overlap: then the whole is at least the largest of them.
create function quantity_inside(quantity numeric, share numeric, size float8, part_quantities numeric[], part_shares numeric[], part_sizes float8[])
  returns numeric
  language sql immutable parallel safe
  begin atomic
    select case
      when share >= 1 or p.quantity is null then quantity_inside.quantity * share
      when p.quantity > quantity_inside.quantity then greatest(quantity_inside.quantity * share, p.largest)
      when quantity_inside.size - p.size > quantity_inside.size * 0.001
        then p.inside + (quantity_inside.quantity - p.quantity)
          * round(least(greatest((share::float8 * quantity_inside.size - p.size_inside) / (quantity_inside.size - p.size), 0), 1)::numeric, 9)
      else p.inside + (quantity_inside.quantity - p.quantity) * share end
    from (
      select sum(t.quantity) as quantity, sum(t.quantity * t.share) as inside, max(t.quantity * t.share) as largest, sum(t.size) as size,
        sum(t.size * t.share::float8) as size_inside
      from unnest(part_quantities, part_shares, part_sizes) t (quantity, share, size)
    ) p;
  end;

-- A publication has days from held_on to published_to.
alter table project_consultations
  add column published_to date,
  add constraint project_consultations_published check (published_to >= held_on);
alter table consultation_steps add column is_publication boolean not null default false;
update consultation_steps set is_publication = true where code in ('publish_1', 'publish_2');
