-- A month's score that was written down wrongly can be put right: the newest row of a month is its score, those before it stay.
alter table work_checks drop constraint work_checks_once;
-- Why it takes the place of an earlier score of the month.
alter table work_checks add column reason text;
create index work_checks_month on work_checks (work_id, month, id);

-- The grade after each month's check, as far as checks had been made when a day ended (null = all): a month below the line 降档, that many consecutive
-- months at or above it 复档. A month without a check breaks the row. What came late or was put right later is not known on the days before.
create function work_check_grades(of_work bigint, known_on date) returns table (check_id bigint, month date, score smallint, grade text, change text)
  language sql stable
  begin atomic
    with rules as (select * from work_check_rules()
    ), newest as (
      select distinct on (c.month) c.id, c.month, c.score
      from work_checks c
      where c.work_id = of_work and (known_on is null or c.checked_on <= known_on)
      order by c.month, c.id desc
    ), checked as (
      select c.id, c.month, c.score, c.score >= r.passes_from as passes, r.restore_months,
        max(c.month) filter (where c.score < r.passes_from) over (order by c.month) as failed_in
      from newest c, rules r
    ), run as (
      -- Months in a row share the difference between their number and their place.
      select c.*, extract(year from c.month) * 12 + extract(month from c.month) - row_number() over (partition by c.passes order by c.month) as row_of
      from checked c
    ), counted as (
      select r.*, count(*) filter (where r.passes) over (partition by r.passes, r.row_of, r.failed_in order by r.month) as in_row from run r
    ), restored as (
      select c.*, max(case when c.passes then c.in_row end) over (partition by c.failed_in order by c.month) as best from counted c
    ), graded as (
      select r.*, case when r.failed_in is null or coalesce(r.best, 0) >= r.restore_months then 'standard' else 'downgraded' end as grade from restored r
    )
    select g.id, g.month, g.score, g.grade,
      case when lag(g.grade, 1, 'standard') over (order by g.month) = g.grade then null
           when g.grade = 'downgraded' then 'downgrade' else 'restore' end
    from graded g
    order by g.month;
  end;
create or replace function work_check_grades(of_work bigint) returns table (check_id bigint, month date, score smallint, grade text, change text)
  language sql stable
  begin atomic
    select g.check_id, g.month, g.score, g.grade, g.change from work_check_grades(of_work, null::date) g order by g.month;
  end;

-- Printed by the reports (roads and a wood of 2020, streets with a theme) and in no type of the catalogue. geodata/standards/work-types.ts has the same rows.
insert into work_types (code, name, name_en, unit, dimension, family, kind, sort_order) values
  ('street_feature', '特色街', 'Themed streets', '条', 'count', 'scene', 'renew', 440),
  ('road_build', '市政道路', 'Municipal roads', '条', 'count', 'road', 'new', 450),
  ('forest', '小森林', 'Small woods', '处', 'count', 'scene', 'new', 460)
on conflict (code) do nothing;
