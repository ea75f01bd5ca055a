import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { maskUrl } from './db/open.ts';
import { Refusal } from './db/refusal.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const RESERVED_SCHEMAS = /^(public|pg_.*|information_schema|topology|tiger.*)$/;

/** An empty variable means "not set": compose files and shells leave empty ones behind. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const withDefault = <Schema extends z.ZodType>(schema: Schema, standard: string) =>
  z.preprocess((value) => (value === undefined || value === '' ? standard : value), schema);
/** PostgreSQL's URLs may leave the host out (unix sockets: postgres://user@/database?host=/run/postgresql), which URL cannot parse. */
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/./, 'Write a URL that begins with postgres://.');
const webUrl = z.string().refine((text) => URL.canParse(text) && /^https?:/.test(text), 'Write a URL that begins with http:// or https://.');

const Environment = z.object({
  DATABASE_URL: optional(databaseUrl).describe('PostgreSQL with PostGIS to use; without it the embedded database starts'),
  DISTRICT: withDefault(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,40}$/, 'Write a schema name: small letters, digits and _, beginning with a letter.')
      .refine((name) => !RESERVED_SCHEMAS.test(name), 'This schema belongs to PostgreSQL; choose another name.'),
    'district',
  ).describe('the schema that holds this district'),
  PORT: withDefault(z.coerce.number('Write a port number.').int().min(0).max(65_535), '8080').describe('port to listen on; 0 takes a free one'),
  HOST: withDefault(z.string(), '127.0.0.1').describe('address to listen on; others than loopback need ALLOW_OPEN=1'),
  ALLOW_OPEN: withDefault(z.enum(['0', '1'], 'Write 1 or leave it out.'), '0').describe('1 = reachable from other machines although there is no login yet'),
  PUBLIC_URL: optional(webUrl).describe('the address people type, when a proxy stands in front'),
  TLS_CERT_FILE: optional(z.string()).describe('certificate chain (PEM); with TLS_KEY_FILE the server speaks HTTPS'),
  TLS_KEY_FILE: optional(z.string()).describe('private key (PEM)'),
  DATA_DIR: withDefault(z.string(), '.data').describe('folder of the embedded database and of what the server keeps'),
  PHOTO_DIR: optional(z.string()).describe('folder of photos; DATA_DIR/photos when left out'),
  DEMO: withDefault(z.enum(['M', 'S', 'none'], 'Write M, S or none.'), 'M').describe('demo district for an empty database: M, S or none'),
  LOG_LEVEL: withDefault(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'Write trace, debug, info, warn, error or silent.'), 'info').describe(
    'least important line that is logged',
  ),
  BASEMAP_URL: optional(z.string()).describe('outside basemap: XYZ template or PMTiles; none when left out'),
  APPROVAL_NUMBER: optional(z.string()).describe('map approval number (审图号) shown at the lower left'),
  REAL_DATA_DIR: optional(z.string()).describe('real data sets for the tests'),
});

export interface Config {
  readonly databaseUrl: string | null;
  /** Schema of the district. */
  readonly district: string;
  readonly port: number;
  readonly host: string;
  readonly isLoopback: boolean;
  /** The operator vouches for the network. */
  readonly allowOpen: boolean;
  readonly publicUrl: string | null;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly photoDir: string;
  readonly demo: 'M' | 'S' | 'none';
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly basemapUrl: string | null;
  readonly approvalNumber: string | null;
  readonly realDataDir: string | null;
}

/** Every variable with its meaning, in the order of .env.example. */
export const ENVIRONMENT_NAMES = Object.keys(Environment.shape);

/**
 * The configuration, read once and frozen. Nothing else reads process.env.
 * @throws Refusal naming the variable and the remedy.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal(`${issue?.path.join('.')} is not usable: ${issue?.message} .env.example explains every variable.`);
  }
  const given = parsed.data;
  const isLoopback = LOOPBACK.has(given.HOST);
  if (!isLoopback && given.ALLOW_OPEN !== '1')
    throw new Refusal(
      `HOST=${given.HOST} would let everybody in, for there is no login yet. Leave HOST at 127.0.0.1, or set ALLOW_OPEN=1 if the network is closed.`,
    );
  return Object.freeze({
    databaseUrl: given.DATABASE_URL ?? null,
    district: given.DISTRICT,
    port: given.PORT,
    host: given.HOST,
    isLoopback,
    allowOpen: given.ALLOW_OPEN === '1',
    publicUrl: given.PUBLIC_URL ?? null,
    tls: readTls(given.TLS_CERT_FILE, given.TLS_KEY_FILE),
    dataDir: resolve(given.DATA_DIR),
    photoDir: resolve(given.PHOTO_DIR ?? `${given.DATA_DIR}/photos`),
    demo: given.DEMO,
    logLevel: given.LOG_LEVEL,
    basemapUrl: given.BASEMAP_URL ?? null,
    approvalNumber: given.APPROVAL_NUMBER ?? null,
    realDataDir: given.REAL_DATA_DIR ? resolve(given.REAL_DATA_DIR) : null,
  });
}

function readTls(certFile: string | undefined, keyFile: string | undefined): Config['tls'] {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) throw new Refusal('TLS_CERT_FILE and TLS_KEY_FILE belong together: set both, or neither.');
  for (const [name, file] of [
    ['TLS_CERT_FILE', certFile],
    ['TLS_KEY_FILE', keyFile],
  ] as const) {
    try {
      accessSync(file, constants.R_OK);
    } catch {
      throw new Refusal(`${name}=${file} cannot be read. Check the path and its permissions.`);
    }
  }
  return Object.freeze({ certFile: resolve(certFile), keyFile: resolve(keyFile) });
}

/** The configuration as one line for the terminal, by the variables' names, secrets masked: "DATABASE_URL=… DISTRICT=…". */
export function describeConfig(config: Config): string {
  const values: Record<string, string | number | null> = {
    DATABASE_URL: config.databaseUrl === null ? null : maskUrl(config.databaseUrl),
    DISTRICT: config.district,
    HOST: config.host,
    PORT: config.port,
    ALLOW_OPEN: config.allowOpen ? 1 : null,
    PUBLIC_URL: config.publicUrl,
    TLS_CERT_FILE: config.tls?.certFile ?? null,
    DATA_DIR: config.dataDir,
    DEMO: config.demo,
    LOG_LEVEL: config.logLevel,
  };
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
