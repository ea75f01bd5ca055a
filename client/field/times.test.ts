import { describe, expect, it } from 'vitest';
import { appointmentTimes, localTime, modeAt, momentAt } from './times.ts';

const ZONE = 'Asia/Shanghai';
const moment = (text: string) => Date.parse(`${text}+08:00`);

describe('the clock of the district', () => {
  it('is read and set whatever the zone of the phone', () => {
    expect(localTime(Date.parse('2026-11-20T16:30:00Z'), ZONE)).toEqual({ day: '2026-11-21', hour: 0, minute: 30, weekday: 6 });
    expect(momentAt('2026-11-20', '19:00', ZONE).toISOString()).toBe('2026-11-20T11:00:00.000Z');
  });

  it('is right on the day the clocks change', () => {
    expect(momentAt('2026-03-29', '19:00', 'Europe/Berlin').toISOString()).toBe('2026-03-29T17:00:00.000Z');
    expect(momentAt('2026-10-25', '01:30', 'Europe/Berlin').toISOString()).toBe('2026-10-24T23:30:00.000Z');
  });
});

describe('the mode of a knock', () => {
  it.each([
    ['2026-11-20T08:59:00', 'off_peak'],
    ['2026-11-20T09:00:00', null],
    ['2026-11-20T17:59:00', null],
    ['2026-11-20T18:00:00', 'off_peak'],
    ['2026-11-21T11:00:00', 'off_peak'],
  ])('at %s is %s', (at, mode) => expect(modeAt(moment(at), ZONE, null)).toBe(mode));

  it('is by appointment around one, whatever the hour', () => {
    expect(modeAt(moment('2026-11-20T15:10:00'), ZONE, '2026-11-20T15:00:00+08:00')).toBe('appointment');
    expect(modeAt(moment('2026-11-20T15:10:00'), ZONE, '2026-11-20T19:00:00+08:00')).toBe(null);
  });
});

describe('the usual times of an appointment', () => {
  const named = (now: string) => appointmentTimes(moment(now), ZONE).map(({ name, at }) => `${name} ${at.toISOString()}`);

  it('lie ahead: tonight is gone in the evening, Saturday on Saturday noon', () => {
    expect(named('2026-11-20T10:00:00')).toEqual([
      'today_evening 2026-11-20T11:00:00.000Z',
      'tomorrow_evening 2026-11-21T11:00:00.000Z',
      'saturday_morning 2026-11-21T01:30:00.000Z',
      'sunday_morning 2026-11-22T01:30:00.000Z',
    ]);
    expect(named('2026-11-20T19:30:00').map((text) => text.split(' ')[0])).toEqual(['tomorrow_evening', 'saturday_morning', 'sunday_morning']);
    expect(named('2026-11-21T12:00:00').map((text) => text.split(' ')[0])).toEqual(['today_evening', 'tomorrow_evening', 'sunday_morning']);
  });
});
