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
      since: 'since {{time}}',
    },
    stale: 'Data stands at {{time}}, {{minutes}} min ago',
  },
);
