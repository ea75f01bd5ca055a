import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Refusal } from './db/refusal.ts';

export interface ListenOptions {
  host: string;
  port: number;
  tls: { readonly certFile: string; readonly keyFile: string } | null;
}

export interface RunningServer {
  /** With the port that was really taken. */
  url: string;
  /** Until then every request is answered 503. */
  use(handler: RequestListener): void;
  /** Lets running requests finish for a second, then cuts them off. */
  stop(): Promise<void>;
}

const DRAIN_MS = 1_000;

/** Seconds between two looks of a page that was opened too early. */
const LOOK_AGAIN_S = 3;
/** A screen that is switched on together with its server has nobody who would load its page again. */
const STARTING_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Alleygrid 巷格</title>
<p>服务正在启动，启动后自动打开本页。</p><p lang="en">The server is starting; this page opens by itself when it has.</p></html>`;

const starting: RequestListener = (request, response) => {
  if (request.headers.accept?.includes('text/html')) {
    response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '5', refresh: String(LOOK_AGAIN_S), 'cache-control': 'no-store' });
    response.end(STARTING_PAGE);
    return;
  }
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '5' });
  response.end(JSON.stringify({ type: '/problems/busy', status: 503, title: 'Try again', detail: 'The server is still starting.' }));
};

/**
 * Takes the port at once.
 * @throws Refusal when it is busy or may not be taken.
 */
export async function listen({ host, port, tls }: ListenOptions): Promise<RunningServer> {
  let handler = starting;
  const dispatch: RequestListener = (request, response) => handler(request, response);
  const server: Server = tls ? createHttpsServer({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }, dispatch) : createHttpServer(dispatch);
  server.requestTimeout = 60_000;
  server.headersTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portRefusal(error, host, port)));
    server.listen(port, host, resolve);
  });
  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls ? 'https' : 'http'}://${shownHost}:${(server.address() as AddressInfo).port}/`,
    use: (next) => {
      handler = next;
    },
    stop: () => stop(server),
  };
}

function portRefusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Refusal(
        `Port ${port} is busy. Stop what uses it (perhaps another Alleygrid), or choose another: PORT=${port === 65_535 ? port - 1 : port + 1} npm start`,
      );
    case 'EACCES':
      return new Refusal(`Port ${port} may not be opened by this user. Choose one above 1023: PORT=8080 npm start`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal(`HOST=${host} is not an address of this machine. Use 127.0.0.1, or one that \`ip address\` shows.`);
    default:
      return error;
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}
