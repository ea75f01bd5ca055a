import { roomMessages } from '../i18n/room-messages.ts';

export const gridMessages = roomMessages(
  {
    breadcrumb: '所在网格',
    drawnShape: '所画图形',
    thisPlace: '这一地点',
    uncoveredOn: '{{count}} 户未访',
    coveredOn: '覆盖率 {{rate}}，{{count}} 户未访',
    noTargetsOn: '没有走访对象',
    table: { name: '网格', covered: '已访', total: '全部对象', rate: '覆盖率', uncovered: '应访未访', issues: '在办问题' },
  },
  {
    breadcrumb: 'Where you are',
    drawnShape: 'Drawn shape',
    thisPlace: 'This place',
    uncoveredOn: '{{count}} uncovered',
    coveredOn: '{{rate}} covered, {{count}} left',
    noTargetsOn: 'no visit targets',
    table: { name: 'Grid', covered: 'Covered', total: 'All targets', rate: 'Coverage', uncovered: 'Uncovered', issues: 'Open issues' },
  },
);
