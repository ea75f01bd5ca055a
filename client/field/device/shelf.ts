import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DevicePhoto, QueuedRecord, SentRecord } from './records.ts';

const NAME = 'alleygrid.field';
/** One more with every change of the stores; upgrade() must lead here from every earlier one. */
const VERSION = 1;

/** Something read from the server, kept for when there is none. at = the server's own time of it. */
export interface KeptValue {
  key: string;
  /** Shape of value: what another version of the program kept is not read. */
  format: number;
  at: string;
  value: unknown;
}

export interface Tables {
  /** What was recorded here and has not been taken by the server, in the order of recording. */
  records: QueuedRecord;
  photos: DevicePhoto;
  /** What the server took, so that it can be corrected. */
  sent: SentRecord;
  kept: KeptValue;
}
export type Table = keyof Tables;
export type TableKey<Name extends Table> = Name extends 'records' ? number : string;

/** One step of a change that happens as a whole or not at all. */
export type Step = { [Name in Table]: { table: Name; put: Tables[Name] } | { table: Name; remove: TableKey<Name> } }[Table];

/** Where a device keeps things. `none` forgets with the page: everything else about it is the same. */
export interface Shelf {
  kind: 'device' | 'none';
  get<Name extends Table>(table: Name, key: TableKey<Name>): Promise<Tables[Name] | undefined>;
  /** In order of key. */
  all<Name extends Table>(table: Name): Promise<Tables[Name][]>;
  /** Keeps a new record under the next number, before anything else happens to it. @returns the number */
  add(record: Omit<QueuedRecord, 'seq'>, photos: DevicePhoto[]): Promise<number>;
  /** Reads and writes in one: what change returns is kept, undefined is removed. @returns what was there and what is */
  update<Name extends Table>(
    table: Name,
    key: TableKey<Name>,
    change: (now: Tables[Name] | undefined) => Tables[Name] | undefined,
  ): Promise<{ before: Tables[Name] | undefined; after: Tables[Name] | undefined }>;
  apply(steps: readonly Step[]): Promise<void>;
  /** Forgets everything. */
  wipe(): Promise<void>;
}

interface Schema extends DBSchema {
  records: { key: number; value: QueuedRecord };
  photos: { key: string; value: DevicePhoto };
  sent: { key: string; value: SentRecord };
  kept: { key: string; value: KeptValue };
}
const TABLES: readonly Table[] = ['records', 'photos', 'sent', 'kept'];
/** A record is on the disk before it is called recorded: a battery may die the next second. */
const SAFELY = { durability: 'strict' } as const;

/** Opens the device's storage; where the browser refuses it, a shelf that lasts as long as the page. onOlder: another page waits to bring the storage up to date. */
export async function openShelf(onOlder: () => void): Promise<Shelf> {
  try {
    const database = await openDB<Schema>(NAME, VERSION, {
      upgrade(old) {
        old.createObjectStore('records', { keyPath: 'seq', autoIncrement: true });
        old.createObjectStore('photos', { keyPath: 'uuid' });
        old.createObjectStore('sent', { keyPath: 'clientUuid' });
        old.createObjectStore('kept', { keyPath: 'key' });
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onOlder();
      },
    });
    return deviceShelf(database);
  } catch {
    return passingShelf();
  }
}

function deviceShelf(database: IDBPDatabase<Schema>): Shelf {
  return {
    kind: 'device',
    get: <Name extends Table>(table: Name, key: TableKey<Name>) => database.get(table, key as never) as Promise<Tables[Name] | undefined>,
    all: <Name extends Table>(table: Name) => database.getAll(table) as unknown as Promise<Tables[Name][]>,
    async add(record, photos) {
      const change = database.transaction(['records', 'photos'], 'readwrite', SAFELY);
      // The number comes from the store: no two pages can give out the same.
      const [seq] = await Promise.all([
        change.objectStore('records').add(record as QueuedRecord),
        ...photos.map((photo) => change.objectStore('photos').put(photo)),
        change.done,
      ]);
      return seq;
    },
    async update<Name extends Table>(table: Name, key: TableKey<Name>, make: (now: Tables[Name] | undefined) => Tables[Name] | undefined) {
      const change = database.transaction(table, 'readwrite', SAFELY);
      const store = change.objectStore(table);
      const before = (await store.get(key as never)) as Tables[Name] | undefined;
      const after = make(before);
      if (after !== undefined) await store.put(after as never);
      else if (before !== undefined) await store.delete(key as never);
      await change.done;
      return { before, after };
    },
    async apply(steps) {
      const change = database.transaction([...TABLES], 'readwrite', SAFELY);
      for (const step of steps) {
        const store = change.objectStore(step.table);
        void ('put' in step ? store.put(step.put as never) : store.delete(step.remove as never));
      }
      await change.done;
    },
    async wipe() {
      const change = database.transaction([...TABLES], 'readwrite', SAFELY);
      for (const table of TABLES) void change.objectStore(table).clear();
      await change.done;
    },
  };
}

function passingShelf(): Shelf {
  const tables: { [Name in Table]: Map<TableKey<Name>, Tables[Name]> } = { records: new Map(), photos: new Map(), sent: new Map(), kept: new Map() };
  const tableOf = <Name extends Table>(name: Name) => tables[name] as unknown as Map<TableKey<Name>, Tables[Name]>;
  const keyOf = (step: Extract<Step, { put: unknown }>) => {
    if (step.table === 'records') return step.put.seq;
    if (step.table === 'photos') return step.put.uuid;
    return step.table === 'sent' ? step.put.clientUuid : step.put.key;
  };
  let last = 0;
  return {
    kind: 'none',
    get: async (table, key) => tableOf(table).get(key),
    all: async (table) => [...tableOf(table).values()],
    async add(record, photos) {
      last += 1;
      tables.records.set(last, { ...record, seq: last });
      for (const photo of photos) tables.photos.set(photo.uuid, photo);
      return last;
    },
    async update(table, key, change) {
      const before = tableOf(table).get(key);
      const after = change(before);
      if (after === undefined) tableOf(table).delete(key);
      else tableOf(table).set(key, after);
      return { before, after };
    },
    async apply(steps) {
      for (const step of steps) {
        const table = tables[step.table] as Map<unknown, unknown>;
        if ('put' in step) table.set(keyOf(step), step.put);
        else table.delete(step.remove);
      }
    },
    async wipe() {
      for (const table of Object.values(tables)) table.clear();
    },
  };
}
