import { roomMessages } from '../i18n/room-messages.ts';

export const workMessages = roomMessages(
  {
    overlay: { title: '完成工程', byType: '按类型' },
    legend: { title: '完成工程', inView: '视野内', empty: '视野内没有完成的工程', more: '另有 {{count}} 类', count: '{{count}} 项' },
    families: { road: '路', light: '灯', water: '水', line: '线', scene: '景', other: '其他' },
    letters: { road: '路', light: '灯', water: '水', line: '线', scene: '景', other: '他' },
    qualifier: { about: '约{{value}}', more_than: '{{value}}余' },
    noQuantity: '未计量',
    asked: '{{households}} 户反映',
  },
  {
    overlay: { title: 'Completed works', byType: 'by type' },
    legend: { title: 'Completed works', inView: 'in view', empty: 'No completed work in view', more: '{{count}} more types', count: '{{count}}' },
    families: { road: 'Road', light: 'Light', water: 'Drain', line: 'Cable', scene: 'Façade', other: 'Other' },
    letters: { road: 'R', light: 'L', water: 'D', line: 'C', scene: 'F', other: 'O' },
    qualifier: { about: 'about {{value}}', more_than: 'over {{value}}' },
    noQuantity: 'not measured',
    asked: 'asked by {{households}}',
  },
);
