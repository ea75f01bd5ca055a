import { roomMessages } from '../i18n/room-messages.ts';

/** What the map itself says; the texts of the cards come with them (duty-messages.ts). */
export const responsibilityMessages = roomMessages(
  {
    title: '包联责任',
    tier: '层级',
    gap: '空缺',
    overlap: '重叠',
    vacant: '缺岗',
    held: '已落实',
    rule: '每个网格每一层都应有人，本级没有就随上级',
    keptSince: '{{day}} 起的变更有留存；此前按名单所写任期推算',
    wherever: '姓名写在网格名下方',
    open: '{{kind}} {{n}} 处，列出',
  },
  {
    title: 'Responsibilities',
    tier: 'Tier',
    gap: 'Gap',
    overlap: 'Overlap',
    vacant: 'Post vacant',
    held: 'Held',
    rule: 'Every grid needs somebody on each tier, of its own or from above',
    keptSince: 'Changes are kept since {{day}}; before, this follows the terms that the list states',
    wherever: 'The name stands below the grid',
    open: '{{kind}}: {{n}}, list them',
  },
);
