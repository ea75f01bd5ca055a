import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const HAN = /\p{Script=Han}/u;
const client = join(import.meta.dirname, '..');
/** The texts of every room, also of those that come with their page (addRoom). */
const modules = import.meta.glob<Record<string, { zh: object; en: object }>>(['../*/*messages.ts', '!./*'], { eager: true });
const rooms = Object.fromEntries(Object.values(modules).flatMap((texts) => Object.entries(texts).filter(([name]) => name.endsWith('Messages'))));

function keys(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : keys(value as object, `${prefix}${key}.`)));
}
function values(texts: object): string[] {
  return Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : values(value as object)));
}
const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('texts', () => {
  it.each(Object.entries(rooms))('%s says everything in both languages', (_, { zh, en }) => {
    expect(keys(en)).toEqual(keys(zh));
    expect(values(en).map(placeholders)).toEqual(values(zh).map(placeholders));
    expect(values(zh)).not.toContain('');
    // English counts without measure words.
    expect(keys(en).filter((key, at) => values(en)[at] === '' && !/(^|\.)unit$/.test(key))).toEqual([]);
  });

  it('leaves no Chinese in components, where a reader of English would meet it', () => {
    const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'));
    const withHan = files.filter((file) => HAN.test(withoutComments(readFileSync(join(client, file), 'utf8'))));
    expect(files.length).toBeGreaterThan(0);
    expect(withHan).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
