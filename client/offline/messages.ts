import { roomMessages } from '../i18n/room-messages.ts';

export const offlineMessages = roomMessages(
  {
    update: '有新版本，下次打开时启用。未发送的记录不受影响。',
  },
  {
    update: 'A new version takes over when you open this page next. Unsent records stay.',
  },
);
