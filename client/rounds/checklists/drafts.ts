import type { Checklist, Question } from '#contract/campaigns';
import { Problem } from '../../api/request.ts';

export const QUESTION_KINDS = ['text', 'number', 'yes_no', 'choice', 'multiple'] as const satisfies readonly Question['kind'][];

/** A question as it stands in the form. */
export interface QuestionDraft {
  /** Names answers in the database: it stays when the wording changes. */
  code: string;
  text: string;
  kind: Question['kind'];
  isRequired: boolean;
  /** One in a line; nothing for kinds that have none. */
  options: string;
}
export interface ChecklistDraft {
  code: string;
  name: string;
  questions: readonly QuestionDraft[];
}

export const hasOptions = (kind: Question['kind']): boolean => kind === 'choice' || kind === 'multiple';

export function draftOf({ code, name, questions }: Pick<Checklist, 'code' | 'name' | 'questions'>): ChecklistDraft {
  return { code, name, questions: questions.map((question) => ({ ...question, options: (question.options ?? []).join('\n') })) };
}

/** Another question at the end, under a code that none has. */
export function withQuestion(questions: readonly QuestionDraft[]): QuestionDraft[] {
  const numbers = questions.map(({ code }) => Number(/^q(\d+)$/.exec(code)?.[1] ?? 0));
  return [...questions, { code: `q${Math.max(0, ...numbers) + 1}`, text: '', kind: 'yes_no', isRequired: true, options: '' }];
}

/** The question at a place one place up (-1) or down (1); at an end nothing moves. */
export function moved(questions: readonly QuestionDraft[], index: number, by: -1 | 1): readonly QuestionDraft[] {
  const next = [...questions];
  const [question] = next.splice(index, 1);
  if (question === undefined || index + by < 0 || index + by >= questions.length) return questions;
  next.splice(index + by, 0, question);
  return next;
}

export function bodyOf({ code, name, questions }: ChecklistDraft): Omit<Checklist, 'version'> {
  return {
    code: code.trim(),
    name,
    questions: questions.map(({ options, ...question }) => ({ ...question, ...(hasOptions(question.kind) ? { options: lines(options) } : {}) })),
  };
}

/** How the wording of a question says of itself that it only holds a place. */
const HOLDS_A_PLACE = /占位/;

/** Places of the questions that still say what a template says, or say that they hold a place: nobody should be asked them at a door. */
export function placeholders(questions: readonly Pick<Question, 'text'>[], templates: readonly Checklist[]): number[] {
  const texts = new Set(templates.flatMap((template) => template.questions.map(({ text }) => text)));
  return questions.flatMap(({ text }, index) => (texts.has(text.trim()) || HOLDS_A_PLACE.test(text) ? [index] : []));
}

export interface WrongParts {
  code: boolean;
  name: boolean;
  /** No question at all, or too many. */
  questions: boolean;
  /** By place: what of the question was refused. */
  at: ReadonlyMap<number, 'text' | 'options'>;
}

/** Which parts of the form the server refused; null when it refused something else, or nothing. */
export function wrongParts(error: unknown): WrongParts | null {
  if (!(error instanceof Problem) || error.type !== '/problems/invalid-body') return null;
  const at = new Map<number, 'text' | 'options'>();
  const whole = { code: false, name: false, questions: false };
  for (const { pointer } of error.errors) {
    const [, part, index, inner] = /^\/(code|name|questions)(?:\/(\d+)(?:\/(\w+))?)?/.exec(pointer) ?? [];
    if (part === undefined) continue;
    if (index === undefined) whole[part as keyof typeof whole] = true;
    else at.set(Number(index), inner === 'options' ? 'options' : 'text');
  }
  return { ...whole, at };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
