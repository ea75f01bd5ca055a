import type { Highs, InitOptions } from 'highs';
import * as module from 'highs';

/** HiGHS with its WebAssembly, 50 ms. Its types say CommonJS, its file is an ES module: the default of the one is the namespace of the other. */
export async function loadSolver(): Promise<Highs> {
  const load = module.default as unknown as (options?: InitOptions) => Promise<Highs>;
  return load();
}
