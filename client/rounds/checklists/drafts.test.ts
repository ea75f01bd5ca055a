import { describe, expect, it } from 'vitest';
import type { Checklist } from '#contract/campaigns';
import { Problem } from '../../api/request.ts';
import { bodyOf, draftOf, moved, placeholders, withQuestion, wrongParts } from './drafts.ts';

const template: Checklist = {
  code: 'nine',
  version: 1,
  name: 'Nine',
  questions: [
    { code: 'q1', text: 'First (yours here)', kind: 'text', isRequired: true },
    { code: 'q2', text: 'Second (yours here)', kind: 'choice', isRequired: false, options: ['a', 'b'] },
  ],
};

describe('a checklist in the form', () => {
  it('is sent as it was read when nothing changes, its options one in a line', () => {
    const draft = draftOf(template);
    expect(draft.questions[1]?.options).toBe('a\nb');
    expect(bodyOf(draft)).toEqual({ code: 'nine', name: 'Nine', questions: template.questions });
  });

  it('leaves out options of kinds that have none, and empty lines', () => {
    const [first, second] = draftOf(template).questions;
    const questions = [
      { ...first, options: 'left over' },
      { ...second, options: ' a \n\nb\n' },
    ] as ReturnType<typeof draftOf>['questions'];
    expect(bodyOf({ code: 'nine', name: 'Nine', questions }).questions).toEqual(template.questions);
  });

  it('gives a new question a code that none has, also after one was removed', () => {
    const [, second] = draftOf(template).questions;
    expect(withQuestion(second ? [second] : []).map(({ code }) => code)).toEqual(['q2', 'q3']);
    expect(withQuestion([]).map(({ code }) => code)).toEqual(['q1']);
  });

  it('moves a question by one place, and not over an end', () => {
    const { questions } = draftOf(template);
    expect(moved(questions, 0, 1).map(({ code }) => code)).toEqual(['q2', 'q1']);
    expect(moved(questions, 0, -1)).toBe(questions);
    expect(moved(questions, 1, 1)).toBe(questions);
  });

  it('knows what still says what the template says', () => {
    const { questions } = draftOf(template);
    expect(placeholders(questions, [template])).toEqual([0, 1]);
    expect(placeholders([{ text: 'How many live here?' }, ...questions.slice(1)], [template])).toEqual([1]);
    expect(placeholders([{ text: '第一问（占位，请替换）' }], [])).toEqual([0]);
  });

  it('puts what the server refuses at its place', () => {
    const errors = ['/code', '/questions/1/options/0', '/questions/0/text'].map((pointer) => ({ pointer, detail: '' }));
    const wrong = wrongParts(new Problem({ type: '/problems/invalid-body', status: 400, errors }));
    expect(wrong).toMatchObject({ code: true, name: false, questions: false });
    expect([...(wrong?.at ?? [])]).toEqual([
      [1, 'options'],
      [0, 'text'],
    ]);
    expect(wrongParts(new Problem({ type: '/problems/role-not-allowed', status: 403 }))).toBeNull();
  });
});
