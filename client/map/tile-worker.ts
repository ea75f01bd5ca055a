/** MapLibre's worker with what old browsers lack put in front of it. */
import '../polyfills.ts';
import 'maplibre-gl/dist/maplibre-gl-worker.mjs';
