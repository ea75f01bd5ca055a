-- Takes a code that nobody has used yet; one statement, so that two phones cannot both have it.
update wall_pairings set used_at = :now where code = :code and used_at is null and expires_at > :now returning room, wall_id as "wallId"
