import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { offlineWorker } from './client/offline/build.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The server behind the development server. */
const server = `http://127.0.0.1:${process.env.PORT || 8080}`;
/** Stories that state how long something takes, or that paint screens of 14 megapixels: nothing runs beside them. */
const timed = ['test/e2e/live.test.ts', 'test/e2e/wall-layouts.test.ts'];
const isEmbedded = process.env.TEST_ENGINE === 'embedded';

const SUMMARY = /\bsummary: '(?:[^'\\\n]|\\.)*',?/g;
/** Summaries of contracts are for /api/openapi.json; no page reads them, and every page loads contracts. */
const plainContracts: Plugin = {
  name: 'plain-contracts',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => (/\/server\/.*contract\.ts$/.test(id) ? { code: code.replace(SUMMARY, ''), map: null } : null),
};

export default defineConfig({
  root: at('./client'),
  plugins: [plainContracts, react(), offlineWorker(['field/page.tsx', 'survey-page/page.tsx'])],
  build: {
    outDir: at('./dist/client'),
    emptyOutDir: true,
    // Wall machines run browsers as old as Chrome 90.
    target: 'chrome90',
    cssTarget: 'chrome90',
    sourcemap: false,
    manifest: true,
    // MapLibre is one file of this size; the budget that counts is the first load, and a test holds it.
    chunkSizeWarningLimit: 1600,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    // client/api/ has the address of the API: its modules are not asked of the server.
    proxy: { '^/api(?!/[\\w-]+\\.tsx?)': server, '/tiles': server, '/metrics': server },
  },
  test: {
    root: at('./'),
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          root: at('./'),
          include: ['server/**/*.test.ts', 'geodata/**/*.test.ts', 'migrations/**/*.test.ts', 'test/*.test.ts', 'test/support/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: { name: 'unit-client', root: at('./'), include: ['client/**/*.test.{ts,tsx}'], environment: 'happy-dom' },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          root: at('./'),
          include: ['test/integration/**/*.test.ts', 'test/migrations/**/*.test.ts'],
          globalSetup: at('./test/support/global-setup.ts'),
          testTimeout: 60_000,
          hookTimeout: 240_000,
          // All connections of the embedded engine share one session: one file at a time.
          fileParallelism: !isEmbedded,
          maxWorkers: isEmbedded ? 1 : 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          root: at('./'),
          include: ['test/e2e/**/*.test.ts'],
          exclude: timed,
          globalSetup: at('./test/support/global-setup.ts'),
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // A page without a graphics card keeps one core busy: two at a time, each with a server and a database of its own.
          maxWorkers: 2,
          // A page that paints by the processor may miss a wait on a busy machine: once more, from a fresh page on a fresh district (drivers/server.ts). What fails twice is a fault.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e-timed',
          root: at('./'),
          include: timed,
          globalSetup: at('./test/support/global-setup.ts'),
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          maxWorkers: 1,
          retry: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
