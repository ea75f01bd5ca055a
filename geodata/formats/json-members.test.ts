import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findList } from './json-members.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** The members of the list as they would come out of the whole text. */
function members(text: string): unknown[] | null {
  const all = bytes(text);
  const list = findList(all, 'features');
  return (
    list?.starts.slice(0, -1).map((start, index) => JSON.parse(new TextDecoder().decode(all.subarray(start, (list.starts[index + 1] as number) - 1)))) ?? null
  );
}

test('the members of the list are those of the parsed text, whatever they hold and whatever stands around them', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const document = fc.record({
    before: fc.dictionary(fc.string(), value),
    features: fc.array(value),
    after: fc.dictionary(fc.string(), value),
    space: fc.constantFrom(0, 1, 2),
  });
  fc.assert(
    fc.property(document, ({ before, features, after, space }) => {
      const { features: _before, ...first } = before;
      const { features: _after, ...last } = after;
      expect(members(JSON.stringify({ ...first, features, ...last }, null, space))).toEqual(JSON.parse(JSON.stringify(features)));
    }),
  );
});

test.each([
  '',
  '[]',
  '[{"features":[1]}]',
  '{"a":{"features":[1]}}',
  '{"a":"features","b":[1]}',
  '{"features":{"a":1}}',
  '{"features":[1',
  '{"features":[1]',
  '{"features":[1}',
  '{"features":["a]}',
  '{"features":[1],"features":[2]}',
])('%j has no such list, or is not whole', (text) => expect(members(text)).toBeNull());

test('strings with quotes, brackets and characters of several bytes are no punctuation', () => {
  expect(members('\uFEFF{"x":"\\"features\\":[","features" : [ {"名":"]},\\\\"} , "，" ] }')).toEqual([{ 名: ']},\\' }, '，']);
  expect(members('{"features":[ ]}')).toEqual([]);
});
