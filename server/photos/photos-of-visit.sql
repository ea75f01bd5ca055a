select photo_id as id from visit_photos where visit_id = :visit_id
