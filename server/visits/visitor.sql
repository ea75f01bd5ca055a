-- Who knocks or decides: read in the writing transaction, so that a role taken away a second ago counts no more.
select p.id, p.role, p.unit_id as "unitId", p.grid_paths as "gridPaths" from people p where p.id = :person_id and p.is_active
