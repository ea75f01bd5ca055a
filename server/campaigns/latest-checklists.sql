select distinct on (code) code, version, name, questions from checklists order by code, version desc
