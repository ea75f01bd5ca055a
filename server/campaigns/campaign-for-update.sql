-- A round, for opening or closing: waits for every visit that is being recorded in it, and later ones wait for us (server/visits/open-campaign.sql).
select id, code, status from campaigns where code = :code for update
