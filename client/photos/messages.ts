import { roomMessages } from '../i18n/room-messages.ts';

export const photoMessages = roomMessages(
  {
    count: '照片 {{n}} 张',
    staffOnly: '照片 {{n}} 张，选择身份后可看',
    open: '放大第 {{n}} 张',
    alt: '第 {{n}} 张照片',
    place: '{{n}} / {{total}}',
    previous: '上一张',
    next: '下一张',
    close: '关闭',
    failed: '照片读不出来，请稍后再试',
  },
  {
    count: '{{n}} photos',
    staffOnly: '{{n}} photos, for staff: choose who you are',
    open: 'Enlarge photo {{n}}',
    alt: 'Photo {{n}}',
    place: '{{n}} / {{total}}',
    previous: 'Previous',
    next: 'Next',
    close: 'Close',
    failed: 'The photo cannot be read. Try again later.',
  },
);
