declare module 'maplibre-gl/dist/maplibre-gl-worker.mjs' {
  /** Answers the map's messages in a worker; made by the module itself when it finds itself in one. */
  export default class MapLibreWorker {
    constructor(scope: typeof globalThis);
  }
}
