import { roomMessages } from '../i18n/room-messages.ts';

export const alleyMessages = roomMessages(
  {
    overlay: { title: '背街小巷', byCondition: '按状况', nearer: '放大后显示' },
    legend: {
      title: '小巷状况',
      fails: '不达标',
      meets: '达标',
      unknown: '未调查',
      width: '线越宽，不达标项越多',
      dark: '暗段',
      darkUnknown: '照明不明',
      drain: '井盖雨水箅缺陷',
      found: '调查发现处',
    },
    letters: { road: '平', light: '明', water: '畅', line: '齐', scene: '景' },
    allStandards: '平明畅齐景',
    conditionLabel: '{{standard}}：{{condition}}',
    standards: { road: '路平', light: '灯明', water: '水畅', line: '线齐', scene: '景美' },
    unnamed: '无名巷',
  },
  {
    overlay: { title: 'Back alleys', byCondition: 'by condition', nearer: 'zoom in' },
    legend: {
      title: 'Alley condition',
      fails: 'fails',
      meets: 'meets',
      unknown: 'not surveyed',
      width: 'wider: more standards failed',
      dark: 'Dark stretch',
      darkUnknown: 'Lighting unknown',
      drain: 'Faulty drain',
      found: 'Found by a survey',
    },
    letters: { road: 'P', light: 'L', water: 'W', line: 'C', scene: 'V' },
    allStandards: 'Five standards',
    conditionLabel: '{{standard}}: {{condition}}',
    standards: { road: 'Paving', light: 'Lighting', water: 'Drainage', line: 'Cables', scene: 'Views' },
    unnamed: 'Unnamed alley',
  },
);
