-- What changed in a layer after one revision, up to another. feature_id null = the whole layer.
select distinct feature_id as "featureId"
from layer_changes
where layer = :layer
  and revision > :after
  and revision <= :upto
