select recount_tallies();
