/** Configuration → database → first run → HTTP. The only module with effects at import. Started by start.mjs. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AlarmWatch, watchAlarms } from './alarms/watch.ts';
import { createApp } from './app.ts';
import { type Config, describeConfig, readConfig } from './config.ts';
import { type OpenDatabase, openDatabase } from './db/open.ts';
import { Refusal } from './db/refusal.ts';
import { ensureDemo } from './demo/first-run.ts';
import { createLogger, logSlowQueries, requestLog } from './http/log.ts';
import { terminalLines } from './http/terminal-lines.ts';
import { listen, type RunningServer } from './listen.ts';
import { type LiveRouter, liveRouter } from './live/routes.ts';
import { PhotoFolder } from './photos/folder.ts';
import { startSweep } from './photos/sweep.ts';
import { TILE_LAYERS } from './tiles/contract.ts';
import { type TilesRouter, tilesRouter } from './tiles/routes.ts';
import { KnownLinks } from './walls/access.ts';

const CLIENT_FOLDER = fileURLToPath(new URL('../dist/client/', import.meta.url));
/** Longest orderly stop; then the process goes as it is (the database is crash-safe). */
const STOP_MS = 4_800;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function fail(error: unknown): never {
  process.stderr.write(error instanceof Refusal ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel, process.stdout.isTTY ? terminalLines((text) => process.stdout.write(text)) : undefined);
  say(`Alleygrid ${programVersion()}  ${describeConfig(config)}`);
  let database: OpenDatabase | null = null;
  let server: RunningServer | null = null;
  let tiles: TilesRouter | null = null;
  let live: LiveRouter | null = null;
  let alarms: AlarmWatch | null = null;
  let sweep: ReturnType<typeof startSweep> | null = null;
  let isStopping = false;
  const stop = async (exitCode: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(exitCode), STOP_MS).unref();
    // Streams never end by themselves, and the lease is given back while the database is still there.
    await live?.close();
    await alarms?.close();
    await sweep?.close();
    await server?.stop();
    await tiles?.close();
    await database?.close();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isStopping) say('Stopping …');
      void stop(0);
    });
  }
  // start.mjs holds the other end: it was killed, and nobody would stop us.
  process.on('disconnect', () => void stop(0));

  try {
    // The port is taken first: a busy one is told at once, not after half a minute of creating a district.
    server = await listen(config);
    database = await openDatabase({
      ...config,
      onProgress: say,
      onGiveUp: (reason) => {
        process.stderr.write(`${reason} Its files are in ${config.dataDir}. Start again; if it happens again, restore a backup.\n`);
        void stop(1);
      },
    });
    say(
      `Database: ${database.engine.name}, PostgreSQL ${database.engine.postgresVersion}, PostGIS ${database.engine.postgisVersion}, ${database.shownAddress}`,
    );
    const photos = new PhotoFolder(config.photoDir);
    await ensureDemo(database, config.demo, photos, say);
    tiles = tilesRouter({
      withActor: database.withActor,
      onLoad: (report) => logger.debug(report, 'tile layer loaded'),
      onError: (error) => logger.error(error, 'tile layers could not follow the database'),
    });
    alarms = watchAlarms({ withActor: database.withActor, now: () => new Date(), onError: (error) => logger.error(error, 'alarms could not be looked for') });
    const wallLinks = new KnownLinks();
    live = await followDatabase(database, tiles, alarms, wallLinks, logger);
    sweep = startSweep({ withActor: database.withActor, folder: photos, now: () => new Date() }, (error) => logger.error(error, 'photos could not be swept'));
    server.use(application(config, database, tiles, live, wallLinks, logger));
    // The first map finds its layers ready; nobody waits for them here, and a failure shows again at the request.
    tiles.store.copies
      .warm()
      .catch((error: unknown) => isStopping || logger.error(error, 'tile layers could not be loaded'))
      .finally(() => logSlowQueries(logger));
    say(`Alleygrid is at ${config.publicUrl ?? server.url}  (Ctrl-C stops it)`);
  } catch (error) {
    // A stop that cuts the start short is not a failure.
    if (isStopping) return;
    isStopping = true;
    await database?.close();
    fail(error);
  }
}

function followDatabase(
  { withActor }: OpenDatabase,
  tiles: TilesRouter,
  alarms: AlarmWatch,
  wallLinks: KnownLinks,
  logger: ReturnType<typeof createLogger>,
): Promise<LiveRouter> {
  return liveRouter({
    withActor,
    onEvents: (types) => {
      alarms.noticed(types);
      wallLinks.noticed(types);
    },
    onLayer: (name) => {
      const layer = TILE_LAYERS.find((known) => known === name);
      // Whoever asks for the layer meanwhile is told of a failure; here it may wait for the next change.
      if (layer !== undefined) tiles.store.copies.newest(layer).catch((error: unknown) => logger.error(error, 'a tile layer could not follow its change'));
    },
    onHealth: (error) => (error === null ? logger.info('the database answers again') : logger.error(error, 'the database does not answer')),
  });
}

function application(
  config: Config,
  { withActor }: OpenDatabase,
  tiles: TilesRouter,
  live: LiveRouter,
  wallLinks: KnownLinks,
  logger: ReturnType<typeof createLogger>,
) {
  return createApp({
    withActor,
    workAs: config.isLoopback || config.allowOpen,
    version: programVersion(),
    basemapUrl: config.basemapUrl,
    approvalNumber: config.approvalNumber,
    publicUrl: config.publicUrl,
    clientFolder: CLIENT_FOLDER,
    photoDir: config.photoDir,
    tilesRouter: tiles.router,
    liveRouter: live.router,
    wallLinks,
    requestLog: requestLog(logger),
  });
}

function programVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

main().catch(fail);
