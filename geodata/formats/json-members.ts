const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Where the members of one list of a JSON object lie. */
export interface ListPlace {
  /** Offset of the list's closing bracket. */
  end: number;
  /** Where each member begins (the first behind the opening bracket), and, last, where the next would: a comma or the bracket ends each, blanks and all. */
  starts: number[];
}

/**
 * Finds a list that is a member of the outermost object of a JSON text, without parsing it: what is a few hundred megabytes as text is several times
 * that as objects. UTF-8, because there no byte of a longer character looks like punctuation.
 * @returns null when there is no such list, or the text is not as JSON should be: whoever parses it all then says what is wrong.
 */
export function findList(bytes: Uint8Array, name: string): ListPlace | null {
  const wanted = new TextEncoder().encode(JSON.stringify(name));
  let depth = 0;
  let list: ListPlace | null = null;
  let isNamed = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (end < 0) return null;
      if (depth === 1) isNamed = startsWith(bytes, at, wanted) && end - at + 1 === wanted.length;
      at = end;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (depth === 0 && byte === OPEN_LIST) return null;
      depth++;
      if (depth !== 2 || byte !== OPEN_LIST || !isNamed) continue;
      if (list !== null) return null;
      list = { end: -1, starts: [at + 1] };
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth--;
      if (depth !== 1 || list === null || list.end >= 0) continue;
      if (byte !== CLOSE_LIST) return null;
      if (list.starts.length > 1 || hasText(bytes, list.starts[0] ?? at, at)) list.starts.push(at + 1);
      list.end = at;
    } else if (byte === COMMA) {
      if (depth === 1) isNamed = false;
      if (depth === 2 && list !== null && list.end < 0) list.starts.push(at + 1);
    } else if (byte !== COLON && depth === 1 && !isBlank(byte)) isNamed = false;
  }
  return depth === 0 && list !== null && list.end >= 0 ? list : null;
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at;
  }
  return -1;
}

const startsWith = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean => wanted.every((byte, index) => bytes[at + index] === byte);
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function hasText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlank(bytes[at])) return true;
  return false;
}
