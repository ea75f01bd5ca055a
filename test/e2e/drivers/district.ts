import type { AlleyDetail } from '../../../server/alleys/contract.ts';
import type { UncoveredSummary } from '../../../server/coverage/contract.ts';
import type { GridDetail, GridSummary } from '../../../server/grids/contract.ts';
import type { DeskServer } from './server.ts';

/** What the server says of the district: the stories compare the screen with it. */
export class District {
  readonly #server: DeskServer;

  constructor(server: DeskServer) {
    this.#server = server;
  }

  async root(): Promise<GridDetail> {
    const { items } = await this.#server.get<{ items: GridSummary[] }>('/api/grids?level=1&kind=basic&limit=1');
    return this.grid((items[0] as GridSummary).code);
  }

  grid(code: string): Promise<GridDetail> {
    return this.#server.get(`/api/grids/${encodeURIComponent(code)}`);
  }

  /** From the district down five levels, at each level the grid with the most grids below it. */
  async wayDown(): Promise<GridDetail[]> {
    const way = [await this.root()];
    for (let last = way[0] as GridDetail; last.children.length > 0; last = way[way.length - 1] as GridDetail) {
      const [next] = [...last.children].sort((a, b) => b.childCount - a.childCount || a.code.localeCompare(b.code));
      way.push(await this.grid((next as GridSummary).code));
    }
    return way;
  }

  /** Uncovered targets inside a place, counted by the server. */
  async uncovered(within: unknown): Promise<number> {
    const { figures } = await this.summary(within);
    return figures.uncovered;
  }

  /** The answer about a place. */
  summary(within: unknown): Promise<UncoveredSummary> {
    return this.#server.post('/api/uncovered-households/summary', { within });
  }

  /** A named alley with targets around it. */
  async alley(): Promise<AlleyDetail> {
    const { items } = await this.#server.get<{ items: { id: number; name: string | null }[] }>('/api/alleys?limit=50');
    const named = items.filter(({ name }) => name !== null);
    for (const { id } of named) if ((await this.uncovered({ alley: id, distance_m: 50 })) > 0) return this.#server.get(`/api/alleys/${id}`);
    throw new Error('No named alley of the demo district has uncovered households around it.');
  }
}
