import { isOfPlaces, measureOf } from '../standards/findings.ts';
import { createRandom } from './random.ts';
import type { DemoAlleySurvey, DemoDistrict, Position } from './types.ts';

/** What a picture shows. */
export type FindSubject = 'paving' | 'puddle' | 'cable' | 'wall' | 'rubbish' | 'vehicle';
export interface SurveyFind {
  surveyId: number;
  item: string;
  /** In the order of one survey, from 0. */
  position: number;
  point: Position;
  value: number | null;
  /** null: nobody took a picture. */
  photo: { subject: FindSubject; takenBy: number; takenOn: string } | null;
}

/** Alleys whose newest survey has pictures. */
const WITH_PHOTOS = 15;
/** Who surveys with the phone marks places; older surveys were sheets of paper. */
const MARKED = 0.6;
const MOST_PLACES = 6;
const SUBJECTS: Record<string, FindSubject> = {
  pci: 'paving',
  ponding_points: 'puddle',
  messy_cable: 'cable',
  wall: 'wall',
  posters: 'wall',
  rubbish: 'rubbish',
  zombie_vehicle: 'vehicle',
  parking: 'vehicle',
};

/** Places on the lines of the newest surveys that agree with what the surveys say, and pictures of some. From a stream of its own: nobody else's rows move. */
export function buildSurveyFinds({ options, alleys, alleySurveys }: Pick<DemoDistrict, 'options' | 'alleys' | 'alleySurveys'>): SurveyFind[] {
  const random = createRandom(options.seed).fork('survey finds');
  const finds: SurveyFind[] = [];
  let photographed = 0;
  for (const { id, line } of alleys) {
    const newest = newestOf(alleySurveys, id);
    if (newest.length === 0 || newest[0]?.checklist.code !== 'five' || !random.chance(MARKED)) continue;
    const before = finds.length;
    const hasPhotos = photographed < WITH_PHOTOS;
    for (const survey of newest) finds.push(...findsOf(survey, line, hasPhotos, random));
    if (hasPhotos && finds.length > before) photographed += 1;
  }
  return finds;
}

function newestOf(surveys: readonly DemoAlleySurvey[], alleyId: number): DemoAlleySurvey[] {
  const own = surveys.filter((survey) => survey.alleyId === alleyId);
  const day = own.reduce((latest, { surveyedOn }) => (surveyedOn > latest ? surveyedOn : latest), '');
  return own.filter(({ surveyedOn }) => surveyedOn === day);
}

function findsOf(
  { id, items, personId, surveyedOn }: DemoAlleySurvey,
  line: readonly Position[],
  hasPhotos: boolean,
  random: ReturnType<typeof createRandom>,
): SurveyFind[] {
  const finds: SurveyFind[] = [];
  for (const { code, value, unit } of items) {
    const subject = SUBJECTS[code];
    if (subject === undefined || value === 0) continue;
    // A road in order has no place worth marking.
    if (code === 'pci' && value > 55) continue;
    // A check is one place: where else the rest was found is not told.
    const isMeasure = measureOf({ measure: code }) !== null;
    const places = !isMeasure ? 1 : isOfPlaces(unit) ? value : unit === 'm' ? Math.min(3, Math.ceil(value / 20)) : 1;
    if (places > MOST_PLACES) continue;
    for (let place = 0; place < places; place += 1)
      finds.push({
        surveyId: id,
        item: code,
        position: finds.length,
        point: pointOn(line, (place + random.range(0.2, 0.8)) / places),
        value: unit === 'm' ? Math.round((value / places) * 10) / 10 : unit === null || isOfPlaces(unit) ? null : value,
        photo: hasPhotos && place === 0 ? { subject, takenBy: personId, takenOn: surveyedOn } : null,
      });
  }
  return finds;
}

/** A place at a share (0-1) of a line; pieces of lanes are short enough for plane geometry. */
function pointOn(line: readonly Position[], share: number): Position {
  const pieces = line.slice(1).map((to, index) => {
    const from = line[index] ?? to;
    return { from, to, length: Math.hypot((to[0] - from[0]) * 0.83, to[1] - from[1]) };
  });
  let rest = share * pieces.reduce((sum, { length }) => sum + length, 0);
  for (const { from, to, length } of pieces) {
    if (rest <= length && length > 0) return [from[0] + ((to[0] - from[0]) * rest) / length, from[1] + ((to[1] - from[1]) * rest) / length];
    rest -= length;
  }
  return line[line.length - 1] ?? [0, 0];
}
