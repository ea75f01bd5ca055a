select layer, revision from layer_revisions
