import type { PGlite } from '@electric-sql/pglite';

/** SQLSTATE external_routine_exception: GEOS gave up on a geometry. Only the embedded engine says so. */
export const GEOMETRY_FAILED = '38000';
const ERROR_LEVEL = 21;
/** What PostgreSQL's MAKE_SQLSTATE does: six bits a character. */
const packedState = [...GEOMETRY_FAILED].reduce((sum, digit, index) => sum + ((digit.charCodeAt(0) - 0x30) << (6 * index)), 0);
const MESSAGE = 'the geometry library gave up on this geometry (the embedded engine has no second try; PostgreSQL has)';

/** Functions of PostgreSQL that PGlite exports, by their C names. Pointers are numbers. */
interface PostgresExports {
  _malloc(bytes: number): number;
  _errstart(level: number, domain: number): number;
  _errcode(state: number): number;
  _errmsg_internal(format: number): number;
  _errfinish(file: number, line: number, name: number): void;
  HEAPU8: Uint8Array;
}
/** As much of WebAssembly as is needed here: its types belong to browsers' libraries. */
type Instantiate = (module: unknown, imports: Imports) => Promise<unknown>;
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { instantiate: Instantiate } };
type Imports = { env?: { __cxa_throw?: (...pointers: number[]) => void } };

/**
 * Turns C++ exceptions inside PGlite into SQL errors. Call before the first PGlite.create; hand the database to the function returned.
 * PostGIS 0.2.8 for PGlite is built without catching: an exception of GEOS (two borders almost the same, where GEOS would try again with snapping) falls through to the nearest setjmp of PostgreSQL, which goes on as if the executor had finished: "SELECT 0" after 72 of 344 rows,
 * no error, and later "portal does not exist" or a broken connection. Thrown is only what nobody would catch, so it becomes ereport(ERROR).
 */
export function reportCppExceptions(): (db: PGlite) => void {
  let raise: () => void = () => undefined;
  const { instantiate } = wasm;
  wasm.instantiate = (module, imports) => {
    const thrown = imports?.env?.__cxa_throw;
    if (imports?.env && thrown) {
      imports.env.__cxa_throw = (...pointers) => {
        raise();
        thrown(...pointers);
      };
    }
    return instantiate(module, imports);
  };
  return (db) => {
    const postgres = (db as unknown as { mod: PostgresExports }).mod;
    const text = Buffer.from(`${MESSAGE}\0`);
    const message = postgres._malloc(text.length);
    postgres.HEAPU8.set(text, message);
    raise = () => {
      postgres._errstart(ERROR_LEVEL, 0);
      postgres._errcode(packedState);
      postgres._errmsg_internal(message);
      // Jumps to PostgreSQL's nearest handler and does not come back.
      postgres._errfinish(0, 0, 0);
    };
  };
}
