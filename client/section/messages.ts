import { roomMessages } from '../i18n/room-messages.ts';

export const sectionMessages = roomMessages(
  {
    unit: '{{unit}} 单元',
    floor: '{{floor}} 层',
    wholeHouse: '整栋',
    label: '{{building}}楼栋剖面：{{floors}} 层，{{doors}} 户',
    door: '{{room}} {{state}}',
    short: { untried: '未敲', tried: '未遇', appointment: '预约', covered: '已访', exempt_pending: '待批', exempt: '免访' },
  },
  {
    unit: 'Unit {{unit}}',
    floor: 'F{{floor}}',
    wholeHouse: 'Whole house',
    label: 'Section of {{building}}: {{floors}} floors, {{doors}} doors',
    door: '{{room}} {{state}}',
    short: { untried: 'open', tried: 'nobody', appointment: 'appt.', covered: 'done', exempt_pending: 'pending', exempt: 'exempt' },
  },
);
