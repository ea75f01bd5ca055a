import { roomMessages } from '../i18n/room-messages.ts';
import { fieldPageMessages as page } from './page-messages.ts';
import { fieldQueueMessages as queue } from './queue-messages.ts';
import { fieldSheetMessages as sheet } from './sheet-messages.ts';

/** All texts of the page, each in the file of its part. */
export const fieldMessages = roomMessages({ ...page.zh, ...queue.zh, ...sheet.zh }, { ...page.en, ...queue.en, ...sheet.en });
