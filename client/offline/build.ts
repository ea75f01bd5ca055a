/** Part of the build, not of the program: makes the service worker and tells it which files the pages for the hand need. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type ResolvedConfig, type Rollup } from 'vite';

/** Routes and bar, which the entry loads for every page of hands. */
const APP = 'app.tsx';
const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex').slice(0, 16);

/**
 * Writes `offline-worker.js` beside index.html: one classic script (Chrome 90 has no module workers here), with the list of what it keeps: index.html,
 * the entry, the given pages with all they load sooner or later, their styles and pictures, and the files of public/.
 * @param pages modules of the pages, relative to the client's root.
 */
export function offlineWorker(pages: readonly string[]): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'alleygrid-offline-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle(_options, bundle) {
      const files = [
        ...filesOf(
          bundle,
          join(config.root, APP),
          pages.map((page) => join(config.root, page)),
        ),
      ];
      const index = bundle['index.html'];
      if (index?.type !== 'asset') throw new Error('The build has no index.html.');
      const precache = [
        { url: '/index.html', revision: hash(index.source) },
        ...readdirSync(config.publicDir).map((name) => ({ url: `/${name}`, revision: hash(readFileSync(join(config.publicDir, name))) })),
        // Named by their content.
        ...files.sort().map((file) => ({ url: `/${file}`, revision: null })),
      ];
      await build({
        configFile: false,
        root: config.root,
        logLevel: 'warn',
        define: { PRECACHE: JSON.stringify(precache), BUILD: JSON.stringify(hash(JSON.stringify(precache))), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: config.build.target,
          modulePreload: false,
          rollupOptions: { input: WORKER, output: { format: 'iife', entryFileNames: 'offline-worker.js' } },
        },
      });
    },
  };
}

/** Emitted files that the pages need: chunks by their static imports from the entry and the app, and by every import from a page on. */
function filesOf(bundle: Rollup.OutputBundle, app: string, pages: readonly string[]): Set<string> {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const files = new Set<string>();
  const take = (name: string, follow: (chunk: Rollup.OutputChunk) => string[]): void => {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (chunk === undefined || files.has(name)) return;
    for (const file of [name, ...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) files.add(file);
    for (const next of follow(chunk)) take(next, follow);
  };
  for (const { fileName } of chunks.filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId === app)) take(fileName, ({ imports }) => imports);
  for (const page of pages) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === page);
    if (chunk === undefined) throw new Error(`The build has no chunk for ${page}: client/shell/pages.ts loads it lazily.`);
    take(chunk.fileName, ({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  }
  return files;
}
