type Row = Readonly<Record<string, unknown>>;

/** Whether two descriptions for the map say the same: plain objects, lists, typed arrays, numbers and texts, however deep. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || a.constructor !== b.constructor) return false;
  if (Array.isArray(a) || ArrayBuffer.isView(a)) {
    const [one, other] = [a, b] as unknown as [ArrayLike<unknown>, ArrayLike<unknown>];
    if (one.length !== other.length) return false;
    for (let index = 0; index < one.length; index++) if (!isSame(one[index], other[index])) return false;
    return true;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame((a as Row)[key], (b as Row)[key]));
}
