import type { Weights } from '#geodata/priority/criteria';
import { type Ranking, type RankingGround, rank } from './ranking.ts';

/** First the alleys, then weights as often as they come; each is answered with its number, so that late answers are known as such. */
export type RankingTask = { ground: RankingGround } | { weights: Weights; number: number };
export interface RankingAnswer {
  ranking: Ranking | null;
  number: number;
}

interface Scope {
  onmessage: ((event: { data: RankingTask }) => void) | null;
  postMessage(answer: RankingAnswer, transfer: Transferable[]): void;
}
const scope = self as unknown as Scope;
let ground: RankingGround | null = null;

scope.onmessage = ({ data }) => {
  if ('ground' in data) {
    ground = data.ground;
    return;
  }
  if (ground === null) return;
  const ranking = rank(ground, data.weights);
  scope.postMessage(
    { ranking, number: data.number },
    ranking === null ? [] : Object.values(ranking).map((column: Ranking[keyof Ranking]) => column.buffer as ArrayBuffer),
  );
};
