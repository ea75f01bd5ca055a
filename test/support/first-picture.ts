import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const PAGES = ['app.tsx', 'shell/map-page.tsx'];
/** The wall stands without the app. First its figures and a still map, without MapLibre; then the map that moves. */
export const WALL_STILL: readonly string[] = ['wall/alone.tsx'];
export const WALL_PAGES: readonly string[] = [...WALL_STILL, 'wall-map/wall-map.tsx'];
/** What a wall loads after its first picture, in the order a tour asks for it. */
export const WALL_LATER: readonly string[] = ['map/deck-layers.ts', 'wall-map/stage-panel.tsx', 'wall/pairing.tsx', 'wall/acknowledge-dialog.tsx'];
/** The worker is not in the manifest: only its address is. */
const WORKER = /^tile-worker-.*\.js$/;

/**
 * What a browser must have before the map is drawn, and the gzip size of each file in bytes: the document, the entry, the page (or these modules), all they
 * import statically, their styles, MapLibre's worker (unless `hasWorker` is false). `folder` is a finished build (dist/client). Throws when the build is not as expected.
 */
export function firstPicture(folder: string, pages: readonly string[] = PAGES, hasWorker = true): Map<string, number> {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set(['index.html']);
  const take = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) take(imported);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry || pages.includes(name)) take(name);
  const worker = readdirSync(join(folder, 'assets')).find((file) => WORKER.test(file));
  if (!worker) throw new Error('The build has no worker.');
  if (hasWorker) files.add(`assets/${worker}`);
  return new Map([...files].map((file) => [file, gzipSync(readFileSync(join(folder, file))).length]));
}
