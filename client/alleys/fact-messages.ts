import { roomMessages } from '../i18n/room-messages.ts';

/** What the register says of an alley. A room of its own: the map needs none of it before it shows an alley. */
export const alleyFactMessages = roomMessages(
  {
    kindUnknown: '类型未调查，{{amount}}',
    counted: '{{kind}}，{{amount}}',
    unmeasured: '长度未测',
    uncounted: '车位数未调查',
    count: '{{text}} 个车位',
    cables: { overhead: '架空', partly_buried: '部分入地', buried: '已入地', none: '无线缆', unknown: '未调查' },
    parking: { none: '不设', one_side: '单侧', both_sides: '双侧', bays: '划定车位', unknown: '未调查' },
    fields: {
      name: '名称',
      nameStatus: '名称状态',
      widthM: '宽度',
      surface: '路面',
      isDeadEnd: '断头巷',
      cables: '线缆',
      overheadM: '架空线长',
      parking: '停车',
      parkingSpaces: '车位数',
    },
  },
  {
    kindUnknown: 'kind not surveyed, {{amount}}',
    counted: '{{kind}}, {{amount}}',
    unmeasured: 'length not measured',
    uncounted: 'spaces not counted',
    count: 'spaces: {{text}}',
    cables: { overhead: 'overhead', partly_buried: 'partly buried', buried: 'buried', none: 'none', unknown: 'not surveyed' },
    parking: { none: 'none', one_side: 'one side', both_sides: 'both sides', bays: 'marked bays', unknown: 'not surveyed' },
    fields: {
      name: 'Name',
      nameStatus: 'Name status',
      widthM: 'Width',
      surface: 'Surface',
      isDeadEnd: 'Dead end',
      cables: 'Cables laid',
      overheadM: 'Cable overhead',
      parking: 'Parking',
      parkingSpaces: 'Parking spaces',
    },
  },
);
