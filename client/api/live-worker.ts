/** One stream for all pages of a browser: HTTP/1.1 allows six connections to a host, and a page per tab would use them up. */
import { LiveLine } from './live-line.ts';

/** The parts of SharedWorkerGlobalScope that are used: the compiler has the names of pages only. */
const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
const pages = new Set<MessagePort>();
const line = new LiveLine((news) => {
  for (const page of pages) page.postMessage(news);
});

scope.onconnect = ({ ports: [page] }) => {
  if (!page) return;
  pages.add(page);
  for (const news of line.summary()) page.postMessage(news);
  // Its one message: the page is going.
  page.onmessage = () => {
    pages.delete(page);
    page.close();
  };
  line.open();
};
