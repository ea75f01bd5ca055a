import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/request.ts';
import { bodyWithPhotos, outcomeOfFailure } from './send.ts';

const problem = (status: number, type: string) => new Problem({ status, type, title: 'T', detail: 'D' });

describe('what a failure of sending means', () => {
  it('a decision of the program is a refusal, with its words', () => {
    expect(outcomeOfFailure(problem(409, '/problems/campaign-not-open'))).toEqual({
      kind: 'refused',
      refusal: { slug: 'campaign-not-open', status: 409, title: 'T', detail: 'D', errors: [], ids: [] },
    });
  });

  it.each([
    ['no line', problem(0, '/problems/unreachable'), null],
    ['a proxy that knows no server', problem(502, 'about:blank'), 502],
    ['the page of a hotel', problem(404, 'about:blank'), 404],
    ['a busy server', problem(503, '/problems/busy'), 503],
    ['too many at once', problem(429, '/problems/slow-down'), 429],
    ['a broken answer', new SyntaxError('Unexpected token <'), null],
  ])('%s is line trouble: it is sent again', (_name, error, status) => {
    expect(outcomeOfFailure(error)).toEqual({ kind: 'line', status });
  });
});

describe('the photos of a survey', () => {
  it('go to their items and finds, beside those the server has; one left behind is left out', () => {
    const body = {
      clientUuid: 'u',
      checklist: { code: 'five', version: 1 },
      surveyedOn: '2026-11-20',
      items: [
        { code: 'wall', value: 1, photoIds: [7] },
        { code: 'pci', value: 40 },
      ],
      finds: [{ item: 'wall', position: [114, 33] as [number, number] }],
    };
    const photos = [
      { of: 'items', index: 0, uuid: 'a' },
      { of: 'finds', index: 0, uuid: 'b' },
      { of: 'finds', index: 0, uuid: 'gone' },
    ] as const;
    const ids = new Map([
      ['a', 8],
      ['b', 9],
    ]);
    const filled = bodyWithPhotos({ kind: 'survey', alleyId: 1, body, photos: [...photos] }, (uuid) => ids.get(uuid));
    expect(filled.items.map(({ photoIds }) => photoIds)).toEqual([[7, 8], undefined]);
    expect(filled.finds?.map(({ photoIds }) => photoIds)).toEqual([[9]]);
  });
});
