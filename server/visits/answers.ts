import type { Question } from '../campaigns/contract.ts';
import type { FieldError } from '../http/contract.ts';

type Answer = string | number | boolean | string[];

/** What is wrong with the answers of a visit. Required ones are asked for only where somebody was reached; without a checklist there is nothing to answer. */
export function checkAnswers(questions: Question[] | null, answers: Record<string, Answer>, isReached: boolean): FieldError[] {
  const known = new Map((questions ?? []).map((question) => [question.code, question]));
  const errors: FieldError[] = [];
  for (const [code, answer] of Object.entries(answers)) {
    const question = known.get(code);
    const pointer = `/answers/${code}`;
    if (question === undefined) errors.push({ pointer, detail: 'The checklist of this round has no such question.' });
    else if (!fits(question, answer)) errors.push({ pointer, detail: expected(question) });
  }
  for (const { code, isRequired } of known.values())
    if (isReached && isRequired && answers[code] === undefined) errors.push({ pointer: `/answers/${code}`, detail: 'This question must be answered.' });
  return errors;
}

function fits({ kind, options = [] }: Question, answer: Answer): boolean {
  switch (kind) {
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '';
    case 'number':
      return typeof answer === 'number';
    case 'yes_no':
      return typeof answer === 'boolean';
    case 'choice':
      return typeof answer === 'string' && options.includes(answer);
    case 'multiple':
      return Array.isArray(answer) && answer.every((item) => options.includes(item));
  }
}

function expected({ kind, options = [] }: Question): string {
  switch (kind) {
    case 'text':
      return 'Answer with a text.';
    case 'number':
      return 'Answer with a number.';
    case 'yes_no':
      return 'Answer with true or false.';
    case 'choice':
      return `Answer with one of ${options.join(', ')}.`;
    case 'multiple':
      return `Answer with a list out of ${options.join(', ')}.`;
  }
}
