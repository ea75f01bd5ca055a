/**
 * What walls with browsers as old as Chrome 90 lack, for the page and for workers. Each is added only where it is missing.
 * Target of the build: chrome90 (syntax); these are the library functions our own code and our dependencies call.
 */
function define(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

function at<Item>(this: ArrayLike<Item>, index: number): Item | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

type Test<Item> = (item: Item, index: number, list: ArrayLike<Item>) => unknown;

function findLastIndex<Item>(this: ArrayLike<Item>, test: Test<Item>): number {
  for (let index = this.length - 1; index >= 0; index--) if (test(this[index] as Item, index, this)) return index;
  return -1;
}

function findLast<Item>(this: ArrayLike<Item>, test: Test<Item>): Item | undefined {
  return this[findLastIndex.call(this as ArrayLike<unknown>, test as Test<unknown>)];
}

/** Plain values, Date, Map, Set, typed arrays, cycles: all that our messages between threads hold. */
function structuredCopy<Value>(value: Value, seen = new Map<unknown, unknown>()): Value {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('A function cannot be copied.');
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value) as Value;
  if (value instanceof Date) return new Date(value) as Value;
  if (value instanceof ArrayBuffer) return value.slice(0) as Value;
  if (ArrayBuffer.isView(value)) return (value as unknown as { slice(): Value }).slice();
  const copy: unknown = value instanceof Map ? new Map() : value instanceof Set ? new Set() : Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  if (value instanceof Map) for (const [key, entry] of value) (copy as Map<unknown, unknown>).set(structuredCopy(key, seen), structuredCopy(entry, seen));
  else if (value instanceof Set) for (const entry of value) (copy as Set<unknown>).add(structuredCopy(entry, seen));
  else for (const key of Object.keys(value)) (copy as Record<string, unknown>)[key] = structuredCopy((value as Record<string, unknown>)[key], seen);
  return copy as Value;
}

// Through a name: lint would turn the direct call into Object.hasOwn, which is what is missing.
const { hasOwnProperty: owns } = Object.prototype;
define(Object, 'hasOwn', (object: object, key: PropertyKey) => owns.call(object, key));
const typedArray: object = Object.getPrototypeOf(Int8Array.prototype);
for (const prototype of [Array.prototype, typedArray]) {
  define(prototype, 'at', at);
  define(prototype, 'findLast', findLast);
  define(prototype, 'findLastIndex', findLastIndex);
}
define(String.prototype, 'at', at);
define(globalThis, 'structuredClone', structuredCopy);

export {};
