import { csv } from './csv.ts';
import { type FileFormat, FormatError, type ReadOptions, type ReadResult } from './format.ts';
import { geojson } from './geojson.ts';
import { osmPbf, osmXml } from './osm.ts';

/** Every format that can be read. */
export const FORMATS: readonly FileFormat[] = [geojson, csv, osmXml, osmPbf];

/** The format a file name asks for, whatever the case of its ending. @throws FormatError naming what can be read. */
export function formatOf(fileName: string): FileFormat {
  const name = fileName.toLowerCase();
  const format = FORMATS.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
  if (format !== undefined) return format;
  const readable = FORMATS.map(({ label, extensions }) => `${label} (${extensions.join(', ')})`).join('; ');
  throw new FormatError(`“${fileName}” ends in nothing that can be read. Readable: ${readable}.`);
}

/** Bytes to rows. Pure: the caller fetches the bytes. @throws FormatError */
export async function readFile(fileName: string, bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  if (bytes.length === 0) throw new FormatError(`“${fileName}” is empty.`);
  return formatOf(fileName).read(bytes, options);
}
