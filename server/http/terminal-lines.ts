import type { DestinationStream } from 'pino';

const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 40: 'warning', 50: 'error', 60: 'fatal' };

/** A stream for the log when a person reads it: one short line instead of JSON, for errors with the stack. */
export function terminalLines(write: (text: string) => void): DestinationStream {
  return { write: (text) => write(`${terminalLine(JSON.parse(text))}\n`) };
}

/** {"level":40,"query":"./x.sql","ms":265,"msg":"slow query"} → "08:15:00 warning: slow query, query ./x.sql, ms 265". */
export function terminalLine({ level, time, msg, err, ...members }: Record<string, unknown>): string {
  const rest = Object.entries(members)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `, ${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  const word = LEVELS[Number(level)];
  const fault = err as { stack?: string; message?: string } | undefined;
  const stack = fault === undefined ? '' : `\n${fault.stack ?? fault.message ?? ''}`;
  return `${new Date(Number(time)).toTimeString().slice(0, 8)} ${word === undefined ? '' : `${word}: `}${msg ?? ''}${rest.join('')}${stack}`;
}
