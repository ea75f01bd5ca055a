import { expect } from 'vitest';
import { ANONYMOUS } from '../../../server/db/actor.ts';
import type { RoundHousehold } from '../../../server/households/contract.ts';
import type { Person } from '../../../server/people/contract.ts';
import type { OwnGrid } from '../../../server/visits/contract.ts';
import { type Locator, type OpenedPage, type OpenOptions, type Page, seriousViolations, type TestBrowser } from '../../support/browser.ts';
import type { DeskServer } from './server.ts';

const PATIENCE_MS = 20_000;
export interface Building {
  id: number;
  doors: RoundHousehold[];
}
/** A grid worker, his grid, and one of its buildings with staircases. */
export interface Tour {
  person: Person;
  grid: OwnGrid['grid'];
  building: Building;
  /** Doors of the building that nobody has tried. */
  untried: number[];
}

/** Buildings that stories may need. */
const MOST_TOURS = 40;

/** Buildings with staircases that nobody has knocked at in this round (what the demo says of them is taken away), with the workers whose grids they stand in. */
export async function toursOf(server: DeskServer): Promise<Tour[]> {
  const { items: people } = await server.get<{ items: Person[] }>('/api/people?role=grid_worker&limit=100');
  const tours: Tour[] = [];
  for (const person of people) {
    const { items } = (await (await fetch(`${server.url}/api/my/grids`, { headers: { 'X-Work-As': String(person.id) } })).json()) as { items: OwnGrid[] };
    for (const { grid } of items)
      for (const building of buildingsOf(await doorsOf(server, grid.code)))
        if (building.doors.length > 3) tours.push({ person, grid, building, untried: building.doors.map(({ id }) => id) });
  }
  const chosen = tours.slice(0, MOST_TOURS);
  await forgetVisits(
    server,
    chosen.flatMap(({ untried }) => untried),
  );
  return chosen;
}

function forgetVisits(server: DeskServer, households: number[]): Promise<void> {
  return server.withActor(ANONYMOUS, async (db) => {
    const round: { id: number } | undefined = await db('campaigns').where({ status: 'open' }).first('id');
    if (round === undefined) throw new Error('The demo district has no open round.');
    const gone = db('visits').where({ campaign_id: round.id }).whereIn('household_id', households);
    // Issues that were seen on them stay: they say where, and not on which visit any more.
    await db('issues').whereIn('visit_id', gone.clone().select('id')).update({ visit_id: null });
    await gone.delete();
    await db.raw('select refresh_household_coverage(?, ?::bigint[])', [round.id, households]);
  });
}

export async function doorsOf(server: DeskServer, code: string): Promise<RoundHousehold[]> {
  return (await server.get<{ items: RoundHousehold[] }>(`/api/grids/${code}/households?limit=2000`)).items;
}

function buildingsOf(doors: readonly RoundHousehold[]): Building[] {
  const groups = new Map<number, RoundHousehold[]>();
  for (const door of doors)
    if (door.buildingId !== null && door.unit !== null && door.room !== null) groups.set(door.buildingId, [...(groups.get(door.buildingId) ?? []), door]);
  return [...groups].map(([id, list]) => ({ id, doors: list }));
}

/** The field page in the hand of a grid worker. Words are those of the screen, in Chinese unless it was opened in English. */
export class Phone {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
  readonly #opened: OpenedPage;
  readonly #server: DeskServer;

  constructor(opened: OpenedPage, server: DeskServer) {
    this.#opened = opened;
    this.#server = server;
    this.page = opened.page;
    this.requests = opened.requests;
    this.errors = opened.errors;
  }

  /** Another page of the same browser. */
  async second(): Promise<Phone> {
    const page = await this.page.context().newPage();
    return new Phone({ ...this.#opened, page }, this.#server);
  }

  async start(search = ''): Promise<void> {
    await this.page.goto(`${this.#server.url}/visit${search}`);
    await this.page.locator('h1').waitFor({ timeout: PATIENCE_MS });
  }

  /** Says who holds the phone. */
  async workAs({ code, name }: Person): Promise<void> {
    await this.page.getByRole('searchbox').fill(code);
    await this.page.getByRole('button', { name: new RegExp(`^${name}`) }).click({ timeout: PATIENCE_MS });
    await this.page.locator('[data-kept="true"]').waitFor({ timeout: PATIENCE_MS });
  }

  async openBuilding(grid: Tour['grid'], { id }: Pick<Building, 'id'>): Promise<void> {
    await this.start(`?grid=${grid.code}&building=${id}`);
    await this.cells.first().waitFor({ timeout: PATIENCE_MS });
  }

  get cells(): Locator {
    return this.page.locator('.field-cell');
  }

  cell(id: number): Locator {
    return this.page.locator(`[data-door="${id}"]`);
  }

  async tapDoor(id: number): Promise<void> {
    await this.cell(id).click();
    await this.page.getByRole('button', { name: '已见面', exact: true }).waitFor();
    // A second tap within a moment counts as the same one; nobody is quicker than that on the way from the door to the sheet.
    await this.page.waitForTimeout(500);
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).click({ timeout: PATIENCE_MS });
  }

  /** One knock: the door, then what happened, until the page has answered. */
  async record(id: number, outcome: string): Promise<void> {
    await this.tapDoor(id);
    await this.tap(outcome);
    await this.page.locator('.field-said', { hasText: /已记|没有记下/ }).waitFor({ timeout: PATIENCE_MS });
  }

  async stateIs(id: number, state: string): Promise<void> {
    await expect.poll(() => this.cell(id).getAttribute('data-state'), { timeout: PATIENCE_MS }).toBe(state);
  }

  /** How many records the head says are still here. */
  async queueIs(count: number): Promise<void> {
    await expect.poll(() => this.page.locator('.field-queue').getAttribute('data-count'), { timeout: PATIENCE_MS }).toBe(String(count));
  }

  async refusedIs(count: number): Promise<void> {
    await expect.poll(() => this.page.locator('.field-queue').getAttribute('data-refused'), { timeout: PATIENCE_MS }).toBe(String(count));
  }

  async openQueue(): Promise<void> {
    await this.page.locator('.field-queue').click();
    await this.page.getByRole('heading', { level: 1, name: '待传记录' }).waitFor();
  }

  /** The network of every page of this browser. */
  setOffline(isOff: boolean): Promise<void> {
    return this.page.context().setOffline(isOff);
  }

  /** The service worker has the files of the page on the device. */
  async keptForOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
    });
  }

  /** CSS pixels the page is wider than the screen. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  async expectNoViolations(): Promise<void> {
    expect(await seriousViolations(this.page)).toEqual([]);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

export async function openPhone(browser: TestBrowser, server: DeskServer, options: OpenOptions = {}): Promise<Phone> {
  const opened = await browser.open({ width: 390, height: 844, ...options });
  if (options.language) await opened.page.addInitScript(`localStorage.setItem('alleygrid.language', ${JSON.stringify(options.language)})`);
  return new Phone(opened, server);
}
