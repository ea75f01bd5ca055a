select append_visit_events(:visit_ids::bigint[], :deed::text)
