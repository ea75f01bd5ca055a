import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NAME_LENGTH = 12;

/**
 * Names the build that is served: the first page holds the names of all its files, which hold their contents. Read again when the file has changed,
 * for a new client may be built under a server that runs on. Without a built client it is the program's version.
 */
export function buildName(clientFolder: string | null, version: string): () => string {
  let known: { at: number; name: string } | null = null;
  return () => {
    if (clientFolder === null) return version;
    try {
      const file = join(clientFolder, 'index.html');
      const at = statSync(file).mtimeMs;
      if (known?.at !== at) known = { at, name: createHash('sha256').update(version).update(readFileSync(file)).digest('hex').slice(0, NAME_LENGTH) };
      return known.name;
    } catch {
      // Not built yet, or being built: the old name until there is a new one.
      return known?.name ?? version;
    }
  };
}
