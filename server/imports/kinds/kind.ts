import type { Database, Query } from '../../db/sql.ts';
import type { PathKind } from '../../grids/assign-paths.ts';
import type { TileLayer } from '../../tiles/contract.ts';
import type { ImportKindName, ImportRequest } from '../contract.ts';
import type { Findings } from '../findings.ts';
import type { StagedRow } from '../records.ts';
import type { ColumnType } from '../values.ts';

/** Tables a column may name a row of, by its code. */
export type ReferencedTable = 'units' | 'people' | 'grids' | 'buildings' | 'households' | 'campaigns' | 'work_types' | 'works' | 'alleys' | 'street_components';

/** A target column that a row of this kind may fill. */
export interface KindColumn {
  type: ColumnType;
  /** One line for --help. */
  help: string;
  required?: boolean;
  /** The only values allowed. */
  values?: readonly string[];
  /** The least and the greatest number allowed. */
  range?: readonly [least: number, most: number];
  /** The value (each value of a list) is the code of a row that must exist there. */
  references?: ReferencedTable;
}

/** Which geometry a row may have; 'none' = it has no place. */
export type KindGeometry = 'polygon' | 'line' | 'point' | 'area_or_line' | 'any' | 'none';

/** What names a row: a column (rows without a value get FILE-ROW where that is allowed), or several columns together. */
export type KindCode = { column: string; generated: boolean } | { compose: (record: Record<string, unknown>) => string };

/** What a kind of import is: its columns, its geometry, and the SQL that moves its rows from import_staging into its table. */
export interface ImportKind {
  name: ImportKindName;
  /** One line for --help. */
  help: string;
  table: string;
  columns: Record<string, KindColumn>;
  geometry: KindGeometry;
  /** What to do with a row without geometry: keep it (and say so), or refuse it. */
  missingGeometry: 'keep' | 'refuse';
  code?: KindCode;
  /** Further check of a row; returns what is wrong with its value. */
  checkRecord?: (record: Record<string, unknown>) => string | null;
  /** Further check of the rows among each other and against what is there; it may fill in what they leave out. */
  checkRows?: (db: Database, rows: readonly StagedRow[], request: ImportRequest, findings: Findings) => Promise<void>;
  /** Rows that are there already are always overwritten. */
  overwrites?: boolean;
  /** --map where none is given. */
  defaultMap?: Record<string, string>;
  /** Insert (or overwrite) every staged row. Bindings: import_id, metric_srid, level, layer. */
  statements: readonly Query<unknown>[];
  /** Tile layers whose revision a load of this kind moves on. */
  layers: readonly TileLayer[];
  /** What the rows are, where they take the path of the grid they lie in. */
  paths?: PathKind;
  /** The tallies that follow from the rows; with coverage, the states of the rounds do too. */
  counts?: 'coverage' | 'issues' | 'works';
}
