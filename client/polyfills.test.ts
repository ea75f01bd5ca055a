import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { transformWithOxc } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

let code = '';
beforeAll(async () => {
  const file = join(import.meta.dirname, 'polyfills.ts');
  code = (await transformWithOxc(readFileSync(file, 'utf8'), file)).code.replace(/export\s*\{\s*\};?/, '');
});

/** Runs an expression where the newer globals are missing and the polyfills have been loaded; its value comes back as JSON. */
function inAnOldBrowser(expression: string): unknown {
  const context = createContext({});
  runInContext(
    `delete Object.hasOwn; delete String.prototype.at; delete globalThis.structuredClone;
     for (const prototype of [Array.prototype, Object.getPrototypeOf(Int8Array.prototype)]) for (const name of ['at', 'findLast', 'findLastIndex']) delete prototype[name];`,
    context,
  );
  runInContext(code, context);
  return JSON.parse(String(runInContext(`JSON.stringify(${expression})`, context)));
}

describe('polyfills', () => {
  it('give an old browser what it lacks', () => {
    expect(inAnOldBrowser(`[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'toString')]`)).toEqual([true, false]);
    expect(inAnOldBrowser(`[[1, 2, 3].at(-1), [1, 2, 3].at(9) === undefined, 'abc'.at(-1), new Uint8Array([7, 8]).at(-1)]`)).toEqual([3, true, 'c', 8]);
    expect(inAnOldBrowser('[[1, 2, 3].findLast((n) => n < 3), [1].findLast((n) => n > 1) === undefined, [4, 5, 4].findLastIndex((n) => n === 4)]')).toEqual([
      2,
      true,
      2,
    ]);
  });

  it('copy deeply: dates, maps, sets, typed arrays, cycles, and refuse functions', () => {
    const copies = `(() => {
      const value = { when: new Date(5), map: new Map([['k', { deep: 1 }]]), set: new Set([1]), bytes: new Uint8Array([7]), list: [1, [2]] };
      value.self = value;
      const copy = structuredClone(value);
      let refused = false;
      try { structuredClone(() => 1); } catch (error) { refused = error instanceof TypeError; }
      return [copy.self === copy, copy !== value, +copy.when, copy.map.get('k').deep, copy.map.get('k') !== value.map.get('k'),
        copy.set.has(1), copy.bytes[0], copy.bytes !== value.bytes, copy.list, refused];
    })()`;
    expect(inAnOldBrowser(copies)).toEqual([true, true, 5, 1, true, true, 7, true, [1, [2]], true]);
  });

  it('leave a new browser as it is', () => {
    const context = createContext({});
    runInContext('var before = [Array.prototype.at, Object.hasOwn, Array.prototype.findLast];', context);
    runInContext(code, context);
    expect(runInContext('before.every((value, index) => value === [Array.prototype.at, Object.hasOwn, Array.prototype.findLast][index])', context)).toBe(true);
  });
});
