import type { UncoveredState } from '../coverage/contract.ts';
import type { HouseholdKind } from '../households/kinds.ts';
import type { Slot } from '../visits/contract.ts';
import type { WalkLanguage, WalkReason } from './contract.ts';

/** What stands in the files people open in a spreadsheet. */
interface Words {
  sheet: string;
  footer: string;
  columns: Record<Column, string>;
  kinds: Record<HouseholdKind, string>;
  states: Record<UncoveredState, string>;
  reasons: Record<WalkReason, string>;
  slots: Record<Slot, string>;
}
export type Column =
  | 'stop'
  | 'legM'
  | 'grid'
  | 'building'
  | 'unit'
  | 'floor'
  | 'room'
  | 'name'
  | 'kind'
  | 'state'
  | 'reason'
  | 'attempts'
  | 'lastVisitedAt'
  | 'appointmentAt'
  | 'bestTime'
  | 'address'
  | 'lon'
  | 'lat'
  | 'id';

export const WORDS: Record<WalkLanguage, Words> = {
  zh: {
    sheet: '走访清单',
    footer: '用毕收回',
    columns: {
      stop: '序号',
      legM: '距上一处（米）',
      grid: '网格',
      building: '楼栋',
      unit: '单元',
      floor: '楼层',
      room: '房号',
      name: '名称',
      kind: '对象',
      state: '状态',
      reason: '原因',
      attempts: '敲门次数',
      lastVisitedAt: '上次敲门',
      appointmentAt: '预约时间',
      bestTime: '建议时段',
      address: '地址',
      lon: '经度',
      lat: '纬度',
      id: '对象编号',
    },
    kinds: { household: '户', enterprise: '企业', school: '学校（园）', construction_site: '工地' },
    states: { untried: '未敲门', tried: '敲门未遇', appointment: '已预约', exempt_pending: '免访待批' },
    reasons: {
      never_tried: '从未敲门',
      tried: '敲门未遇',
      appointment_lapsed: '预约已过',
      appointment_today: '今日预约',
      appointment_later: '已预约',
      refused_pending: '拒访待批',
      vacant_pending: '空置待批',
      unreachable_pending: '联系不上待批',
    },
    slots: {
      weekday_morning: '工作日早上',
      weekday_day: '工作日白天',
      weekday_evening: '工作日晚上',
      weekend_morning: '周末早上',
      weekend_day: '周末白天',
      weekend_evening: '周末晚上',
    },
  },
  en: {
    sheet: 'Walking list',
    footer: 'Hand back after use',
    columns: {
      stop: 'No.',
      legM: 'From the last (m)',
      grid: 'Grid',
      building: 'Building',
      unit: 'Unit',
      floor: 'Floor',
      room: 'Room',
      name: 'Name',
      kind: 'Kind',
      state: 'State',
      reason: 'Reason',
      attempts: 'Attempts',
      lastVisitedAt: 'Last attempt',
      appointmentAt: 'Appointment',
      bestTime: 'Best time',
      address: 'Address',
      lon: 'Longitude',
      lat: 'Latitude',
      id: 'Target',
    },
    kinds: { household: 'Household', enterprise: 'Enterprise', school: 'School', construction_site: 'Site' },
    states: { untried: 'Not tried', tried: 'Nobody home', appointment: 'Appointment', exempt_pending: 'Exempt, pending' },
    reasons: {
      never_tried: 'Never tried',
      tried: 'Tried, nobody home',
      appointment_lapsed: 'Appointment lapsed',
      appointment_today: 'Appointment today',
      appointment_later: 'Appointment',
      refused_pending: 'Refused, pending',
      vacant_pending: 'Vacant, pending',
      unreachable_pending: 'Unreachable, pending',
    },
    slots: {
      weekday_morning: 'Weekday morning',
      weekday_day: 'Weekday daytime',
      weekday_evening: 'Weekday evening',
      weekend_morning: 'Weekend morning',
      weekend_day: 'Weekend daytime',
      weekend_evening: 'Weekend evening',
    },
  },
};
