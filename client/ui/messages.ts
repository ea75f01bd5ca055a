import { roomMessages } from '../i18n/room-messages.ts';

export const uiMessages = roomMessages(
  {
    close: '关闭',
    retry: '重试',
    cancel: '取消',
    loading: '正在载入',
    unknown: '未调查',
    none: '无',
    asOf: '截至 {{time}}',
    of: '{{part}} / {{whole}}',
    problem: {
      title: '没有取到数据',
      unreachable: '连不上服务器，请检查网络或服务是否在运行。',
      known: {
        'walk-too-large': '一份走访清单最多 2,000 户、300 栋，这里超过了。请换小一些的网格或范围，或只选一类对象。',
        'grid-not-found': '没有这个网格，它可能已经调整。请重新查找。',
        'alley-not-found': '没有这条小巷，它可能已经合并或拆分。请重新查找。',
        'campaign-not-found': '没有这个走访轮次。',
        'person-required': '请先选择身份。',
      },
      since: '自 {{time}} 起',
    },
    stale: '数据停在 {{time}}，已 {{minutes}} 分钟',
  },
  {
    close: 'Close',
    retry: 'Try again',
    cancel: 'Cancel',
    loading: 'Loading',
    unknown: 'Not surveyed',
    none: 'None',
    asOf: 'As of {{time}}',
    of: '{{part}} / {{whole}}',
    problem: {
      title: 'The data did not arrive',
      unreachable: 'The server cannot be reached. Check the network, or whether it is running.',
      known: {
        'walk-too-large': 'A walking list holds at most 2,000 doors in 300 buildings; here are more. Choose a smaller grid or shape, or one kind of doors.',
        'grid-not-found': 'There is no such grid; it may have been redrawn. Please search for it again.',
        'alley-not-found': 'There is no such alley; it may have been joined or split. Please search for it again.',
        'campaign-not-found': 'There is no such round.',
        'person-required': 'Choose who you are first.',
      },
      since: 'since {{time}}',
    },
    stale: 'Data stands at {{time}}, {{minutes}} min ago',
  },
);
