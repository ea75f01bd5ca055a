import { roomMessages } from '../i18n/room-messages.ts';

export const planReportMessages = roomMessages({ title: '背街小巷改造方案' }, { title: 'Renovation plan' });
