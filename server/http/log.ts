import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import pino, { type DestinationStream, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { reportSlowQueries } from '../db/sql.ts';

/** Members of errors and rows that may carry personal data: PostgreSQL puts the values of a row into `detail` and `where`. */
const PERSONAL = ['detail', 'where', 'internalQuery', 'phone', 'dutyPhone', 'duty_phone', 'password', 'authorization', 'cookie'];
const REDACTED = PERSONAL.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
/** A caller's request id is kept when it is harmless in a log line. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

/** JSON lines on the terminal (or the stream given), personal members redacted. */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: REDACTED, censor: '[redacted]' } };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/** From now on slow queries are logged, by the name of their file. Not before the start is over: loading a district is slow by nature. */
export function logSlowQueries(logger: Logger): void {
  reportSlowQueries((file, milliseconds) => logger.warn({ query: file, ms: Math.round(milliseconds) }, 'slow query'));
}

/**
 * One line per request: id, method, route pattern (never the address: it may hold a name), status, ms, rows (`response.locals.rows`, where a
 * handler counted them). The id is answered as X-Request-Id and is the `instance` of problems.
 */
export function requestLog(logger: Logger): RequestHandler {
  const middleware = pinoHttp({
    logger,
    genReqId: requestId,
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'id' },
    customLogLevel: (_request, response, error) => (error !== undefined || response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (request, response, { responseTime }) => line(request as Request, response as Response, responseTime),
    // The problem middleware has logged the error itself.
    customErrorObject: (request, response, _error, { responseTime }) => line(request as Request, response as Response, responseTime),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  });
  return (request, response, next) => middleware(request, response, next);
}

function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

function line(request: Request, response: Response, ms: number): Record<string, unknown> {
  const pattern: unknown = request.route?.path;
  const { rows } = response.locals;
  return {
    method: request.method,
    route: typeof pattern === 'string' ? request.baseUrl + pattern : null,
    status: response.statusCode,
    ms,
    ...(typeof rows === 'number' ? { rows } : {}),
    ...(response.writableFinished ? {} : { aborted: true }),
  };
}
