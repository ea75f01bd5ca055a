import { roomMessages } from '../i18n/room-messages.ts';

export const coverageMessages = roomMessages(
  {
    overlay: { coverage: '走访覆盖', uncovered: '应访未访户', points: '点', tooMany: '范围太大，放大后显示', onGrids: '网格数字', noRound: '没有轮次' },
    legend: { title: '覆盖率', formula: '已访 ÷ 全部对象，%', unknown: '未调查，不计入', uncovered: '应访未访户', count: '{{count}} 户' },
    states: { untried: '未敲门', tried: '敲门未遇', appointment: '已预约', covered: '已访', exempt_pending: '免访待批', exempt: '免访' },
  },
  {
    overlay: { coverage: 'Visit coverage', uncovered: 'Uncovered', points: 'points', tooMany: 'Zoom in to see them', onGrids: 'numbers', noRound: 'no round' },
    legend: {
      title: 'Coverage',
      formula: 'covered ÷ all targets, %',
      unknown: 'Not surveyed, not counted',
      uncovered: 'Uncovered households',
      count: '{{count}} left',
    },
    states: {
      untried: 'Not tried',
      tried: 'Nobody home',
      appointment: 'Appointment',
      covered: 'Covered',
      exempt_pending: 'Exempt, pending',
      exempt: 'Exempt',
    },
  },
);
