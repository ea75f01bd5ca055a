import type { ImportReport, Outcome, RowFinding } from './contract.ts';

/** Where a row came from: what a finding names. */
export interface RowPlace {
  fileName: string;
  rowNumber: number;
}

/** What to do about each reason; the one list of reasons a row report may hold. */
export const REMEDIES = {
  unreadable: 'Correct the row in the file.',
  unreadable_geometry: 'Correct the geometry in the file.',
  column_count: 'Check the row for a stray or missing separator.',
  value_missing: 'Give the column a value in the file, or one for all rows with --set.',
  value_wrong: 'Correct the value in the file, or give its meaning with --translate.',
  value_not_listed: 'Add the value to --translate, or “*:VALUE” for all others.',
  code_twice: 'Keep one of the rows, or number them with --duplicates number.',
  code_exists: 'Use --replace to overwrite what is there.',
  numbered_code: 'Give each row its own code if they are different things.',
  reference_unknown: 'Import what the row refers to first, or correct its code.',
  geometry_missing: 'Supply the geometry and import the row again with --replace.',
  geometry_wrong_type: 'Filter with --where $geometry=TYPE, or import the row as another kind.',
  position_impossible: 'Correct the position: longitude ends at 180 degrees, latitude at 90.',
  invalid_polygon: 'Compare the repaired outline with the original; draw it again if the area changed.',
  reduced_to_point: 'Nothing, if a point inside the outline will do.',
  placed_in_building: 'Supply a position if the building’s middle will not do.',
  placed_in_grid: 'Supply a position: the middle of the grid stands in for it.',
  dummy_point: 'Geocode the address again; the point is one that failed look-ups share.',
  far_from_district: 'Correct the position, or give the coordinate system with --crs.',
  outside_every_grid: 'Correct the position, or import the grid that holds it.',
  version_fixed: 'Items of a checklist never change: give a new version.',
  list_disagrees: 'Give every row of a version the same name, source and first day.',
  too_many_points: 'Let the points of all checks of a standard come to 100 at most.',
  list_torn: 'Correct the refused rows: a version of a checklist is loaded whole or not at all.',
  parent_not_found: 'Import the level above first, or correct the parent’s code.',
  parent_by_area: 'Name the parent with --parent if the largest share is not the rule.',
  spills_outside_parent: 'Compare both outlines: a shared border drawn twice, or a wrong parent.',
  parent_disagrees_with_geometry: 'Ask which is right, the declared parent or the outline: screens follow the declared parent.',
} as const;
export type Reason = keyof typeof REMEDIES;

/** What an import says about its rows. A row may have several findings; it counts once, by the gravest. */
export class Findings {
  readonly list: RowFinding[] = [];
  private readonly refusedRows = new Set<string>();

  add(place: RowPlace, outcome: Outcome, reason: Reason, detail: Record<string, unknown> = {}): void {
    this.list.push({ fileName: place.fileName, rowNumber: place.rowNumber, outcome, reason, remedy: REMEDIES[reason], detail });
    if (outcome === 'refused') this.refusedRows.add(keyOf(place));
  }

  isRefused(place: RowPlace): boolean {
    return this.refusedRows.has(keyOf(place));
  }

  /** Rows by their gravest outcome: refused over asked over repaired. */
  counts(): Pick<ImportReport, 'repaired' | 'asked' | 'refused'> {
    const asked = new Set<string>();
    const repaired = new Set<string>();
    for (const finding of this.list) {
      const key = keyOf(finding);
      if (this.refusedRows.has(key)) continue;
      if (finding.outcome === 'asked') asked.add(key);
      else repaired.add(key);
    }
    for (const key of asked) repaired.delete(key);
    return { repaired: repaired.size, asked: asked.size, refused: this.refusedRows.size };
  }

  byReason(): ImportReport['byReason'] {
    const groups = new Map<string, { outcome: Outcome; reason: string; rows: Set<string> }>();
    for (const finding of this.list) {
      const { outcome, reason } = finding;
      const group = groups.get(`${outcome} ${reason}`) ?? { outcome, reason, rows: new Set<string>() };
      groups.set(`${outcome} ${reason}`, group);
      group.rows.add(keyOf(finding));
    }
    return [...groups.values()].map(({ outcome, reason, rows }) => ({ outcome, reason, rows: rows.size })).sort((a, b) => b.rows - a.rows);
  }
}

const keyOf = ({ fileName, rowNumber }: RowPlace): string => `${rowNumber} ${fileName}`;
