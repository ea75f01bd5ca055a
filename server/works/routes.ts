import { type Request, type Response, Router } from 'express';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { problems } from '../http/problem.ts';
import { mount, type RoomDependencies, type Sendable } from '../http/route.ts';
import { streamText } from '../http/stream.ts';
import { type Work, type WorkDetail, type WorkType, workRoutes } from './contract.ts';
import { sendWorkbook, WORK_WRITERS } from './files.ts';
import { acceptWork, checkWork, showPhoto } from './inspect.ts';
import { type Format, oneWork, shownWork, WORK_FORMATS, type WorkRow, workFormat, workPage } from './list.ts';
import { correctWork, recordWork, type Written } from './record.ts';
import { totalsOf } from './totals.ts';
import { workWriteRoutes } from './writing-contract.ts';

const workDetail = sqlFile<Sendable<Omit<WorkDetail, keyof Work>>>(import.meta.url, './work-detail.sql');

const DEFAULT_ROWS = 100;
const FILE_PAGE_ROWS = 1_000;

export function worksRouter(deps: RoomDependencies): Router {
  const router = Router();
  mount(router, workRoutes.types, deps, async ({ transact }) => {
    const items: WorkType[] = await transact((db) =>
      db('work_types').orderBy(['sort_order', 'code']).select('code', 'name', { nameEn: 'name_en' }, 'unit', 'dimension', 'family', 'kind', 'version'),
    );
    return { items, next: null };
  });

  mount(router, workRoutes.list, deps, ({ query: { f, limit, cursor, ...filters }, transact, request, response }) =>
    answerPages((db, page) => workPage(db, filters, page), { f, limit, cursor, transact, request, response }),
  );
  mount(router, workRoutes.inShape, deps, ({ query: { f }, body: { limit, cursor, ...filters }, transact, request, response }) =>
    answerPages((db, page) => workPage(db, filters, page), { f, limit, cursor, transact, request, response }),
  );

  mount(router, workRoutes.totalsOf, deps, ({ query, transact, now }) => transact(async (db) => ({ asOf: now, ...(await totalsOf(db, query)) })));
  mount(router, workRoutes.totalsInShape, deps, ({ body, transact, now }) => transact(async (db) => ({ asOf: now, ...(await totalsOf(db, body)) })));
  mount(router, workRoutes.totals, deps, ({ params, query, transact, now }) =>
    transact(async (db) => ({ asOf: now, ...(await totalsOf(db, { ...query, grid: params.code })) })),
  );

  mount(router, workRoutes.detail, deps, ({ params, query, actor, transact }) => transact((db) => detailOf(db, actor, params.id, query.day)));

  const written = async (db: Database, actor: Actor, { id, isNew }: Written, response: Response) => {
    response.status(isNew ? 201 : 200);
    return detailOf(db, actor, id);
  };
  mount(router, workWriteRoutes.record, deps, ({ body, actor, transact, now, response }) =>
    transact(async (db) => written(db, actor, await recordWork(db, actor, body, now), response)),
  );
  mount(router, workWriteRoutes.correct, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => written(db, actor, await correctWork(db, actor, id, body, now), response)),
  );
  mount(router, workWriteRoutes.accept, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => written(db, actor, await acceptWork(db, actor, id, body, now), response)),
  );
  mount(router, workWriteRoutes.check, deps, ({ params: { id }, body, actor, transact, now, response }) =>
    transact(async (db) => written(db, actor, await checkWork(db, actor, id, body, now), response)),
  );
  mount(router, workWriteRoutes.photo, deps, ({ params: { id }, body, actor, transact, response }) =>
    transact(async (db) => written(db, actor, await showPhoto(db, actor, id, body), response)),
  );
  return router;
}

/** @throws Problem not-found */
async function detailOf(db: Database, actor: Actor, id: number, day?: string): Promise<Sendable<WorkDetail>> {
  const work = await oneWork(db, id);
  const [more] = await workDetail(db, { id, day: day ?? null, known_person: actor.personId !== null });
  if (work === undefined || more === undefined) throw problems.notFound(`The work ${id}`);
  return { ...work, ...more };
}

interface PageCall {
  f: Format | undefined;
  limit: number | undefined;
  cursor: string | undefined;
  transact: <Result>(run: (db: Database) => Promise<Result>) => Promise<Result>;
  request: Request;
  response: Response;
}
type ReadPage = (
  db: Database,
  page: { limit: number; cursor: string | undefined; withGeometry: boolean },
) => Promise<{ items: WorkRow[]; next: string | null }>;

/** One page as JSON; a file is everything, page by page in short transactions, unless limit is given. */
async function answerPages(read: ReadPage, { f, limit, cursor, transact, request, response }: PageCall) {
  const format = workFormat(request, f);
  const withGeometry = format === 'geojson';
  const pageSize = limit ?? (format === 'json' ? DEFAULT_ROWS : FILE_PAGE_ROWS);
  // Read before the answer begins, so that what is wrong with the question is still a problem document.
  const first = await transact((db) => read(db, { limit: pageSize, cursor, withGeometry }));
  if (format === 'json') return { items: first.items.map(shownWork), next: first.next };
  async function* pages(): AsyncGenerator<WorkRow[]> {
    yield first.items;
    for (let after = limit === undefined ? first.next : null; after !== null; ) {
      const at: string = after;
      const page = await transact((db) => read(db, { limit: FILE_PAGE_ROWS, cursor: at, withGeometry }));
      yield page.items;
      after = page.next;
    }
  }
  response.attachment(`works.${format}`);
  if (format === 'xlsx') {
    await sendWorkbook(response, pages(), request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');
    return undefined;
  }
  const writer = WORK_WRITERS[format];
  await streamText(
    response,
    WORK_FORMATS[format],
    (async function* () {
      yield writer.head;
      let isFirst = true;
      for await (const rows of pages()) {
        yield writer.page(rows, isFirst);
        isFirst = false;
      }
      yield writer.tail;
    })(),
  );
  return undefined;
}
