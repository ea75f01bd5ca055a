import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/request.ts';
import { outcomeOfFailure } from './send.ts';

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
