import { roomMessages } from '../i18n/room-messages.ts';

export const coverageMessages = roomMessages(
  {
    overlay: { coverage: '走访覆盖', uncovered: '应访未访户', points: '点', tooMany: '范围太大，放大后显示', onGrids: '网格数字', noRound: '没有轮次' },
    legend: {
      title: '覆盖率',
      formula: { all: '已访 ÷ 全部对象，%', reachable: '已访 ÷ 可达对象，%', frozen: '已访 ÷ 冻结对象，%' },
      everyKind: '地图按全部类型着色',
      noRound: '没有选定走访轮次，覆盖率和应访未访户不显示。请在右侧选择轮次。',
      unknown: '未调查，不计入',
      uncovered: '应访未访户',
      count: '{{count}} 户',
    },
    states: { untried: '未敲门', tried: '敲门未遇', appointment: '已预约', covered: '已访', exempt_pending: '免访待批', exempt: '免访' },
  },
  {
    overlay: { coverage: 'Visit coverage', uncovered: 'Uncovered', points: 'points', tooMany: 'Zoom in to see them', onGrids: 'numbers', noRound: 'no round' },
    legend: {
      title: 'Coverage',
      formula: { all: 'covered ÷ all targets, %', reachable: 'covered ÷ reachable, %', frozen: 'covered ÷ frozen targets, %' },
      everyKind: 'The map shows all kinds of targets',
      noRound:
        'No round of visits is open, so coverage and uncovered households are not shown. Open a round, or choose a closed one with campaign= in the address.',
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
