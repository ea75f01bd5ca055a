import { roomMessages } from '../i18n/room-messages.ts';

export const issueMessages = roomMessages(
  {
    overlay: { title: '在办问题', count: '{{count}} 件' },
    legend: { title: '在办问题', density: '每格件数，由少到多', withoutPlace: '另有 {{count}} 件没有位置' },
    lateness: {
      overdue_long: '逾期超 3 日',
      overdue: '逾期',
      due_today: '今日到期',
      in_term: '期限内',
      scheduled: '挂账',
      unknown: '未定期限',
    },
  },
  {
    overlay: { title: 'Open issues', count: '{{count}}' },
    legend: { title: 'Open issues', density: 'Issues per cell, few to many', withoutPlace: '{{count}} more have no place' },
    lateness: {
      overdue_long: 'Over 3 days late',
      overdue: 'Overdue',
      due_today: 'Due today',
      in_term: 'In term',
      scheduled: 'Scheduled',
      unknown: 'No deadline',
    },
  },
);
