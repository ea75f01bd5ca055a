/** The server as an operator runs it: a process of its own, judged by what it prints and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSX = createRequire(import.meta.url).resolve('tsx');

export interface ServerProcess {
  child: ChildProcess;
  /** The address, once it is printed. @throws what the process said, when it ended before. */
  ready(): Promise<string>;
  /** Exit code, and milliseconds since `signal` (or the start). */
  exit(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
  stdout(): string;
  stderr(): string;
}

/** Starts server/main.ts with these variables and no others of ours. */
export function startServer(environment: Record<string, string>, script = 'server/main.ts'): ServerProcess {
  const inherited = Object.fromEntries(['PATH', 'HOME', 'LANG', 'TMPDIR'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const loader = script.endsWith('.ts') ? ['--import', TSX] : [];
  const child = spawn(process.execPath, [...loader, script], {
    cwd: ROOT,
    env: { ...inherited, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close');
  const address = () => /Alleygrid is at (\S+)/.exec(stdout)?.[1];
  return {
    child,
    ready: async () => {
      while (address() === undefined && child.exitCode === null && child.signalCode === null) await Promise.race([ended, once(child.stdout ?? child, 'data')]);
      const url = address();
      if (url === undefined) throw new Error(`the server ended before it was ready:\n${stdout}\n${stderr}`);
      return url;
    },
    exit: async (signal) => {
      const from = performance.now();
      if (signal && child.exitCode === null) child.kill(signal);
      await ended;
      return { code: child.exitCode, ms: performance.now() - from };
    },
    stdout: () => stdout,
    stderr: () => stderr,
  };
}

/** Ids of the processes whose command line holds this text (Linux). */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}
