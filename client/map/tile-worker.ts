/** MapLibre's worker with what old browsers lack put in front of it. */
import '../polyfills.ts';
import MapLibreWorker from 'maplibre-gl/dist/maplibre-gl-worker.mjs';

// The module starts itself; naming its class keeps the bundler, told that MapLibre has no side effects, from dropping it.
if (!('worker' in globalThis)) new MapLibreWorker(globalThis);
