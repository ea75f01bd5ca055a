import { type UseQueryOptions, useQueries } from '@tanstack/react-query';
import type { TileJson, TileLayer } from '#contract/tiles';
import { type Bounds, pathsOf, type TilePaths, tilesOver } from './still-tiles.ts';

const AGAIN_MS = 5_000;
/** A wall that is switched on before its server has nobody to reload it. */
const again = ({ state }: { state: { status: string } }): number | false => (state.status === 'error' ? AGAIN_MS : false);

type StillTiles = Partial<Record<TileLayer, readonly TilePaths[]>>;

/**
 * The tiles of some layers over a box of the earth, as paths; null until those of every layer are there. The descriptions of the layers are asked for at once,
 * their tiles as soon as the box is known. The same addresses as the moving map's: what was fetched for one is in the browser's store for the other.
 */
export function useStillTiles(layers: readonly TileLayer[], box: Bounds | null): StillTiles | null {
  const descriptions = useQueries({
    queries: layers.map(
      (layer): UseQueryOptions<TileJson> => ({
        queryKey: ['wall', 'tilejson', layer],
        queryFn: async ({ signal }) => {
          const answer = await fetch(`/tiles/${layer}.json`, { signal });
          if (!answer.ok) throw new Error(`${answer.status} for the description of ${layer}`);
          return answer.json();
        },
        staleTime: Number.POSITIVE_INFINITY,
        refetchInterval: again,
      }),
    ),
  });
  const tiles = useQueries({
    queries: layers.map((layer, index): UseQueryOptions<TilePaths[]> => {
      const description = descriptions[index]?.data;
      const { tiles: [template = ''] = [], minzoom = 0, bounds } = description ?? {};
      const addresses = description === undefined || box === null ? [] : tilesOver(box, minzoom, bounds as Bounds | undefined);
      return {
        queryKey: ['wall', 'tiles', layer, template, addresses],
        queryFn: ({ signal }) =>
          Promise.all(
            addresses.map(async (address) => {
              const answer = await fetch(
                template.replace(/\{([xyz])\}/g, (_, name: 'x' | 'y' | 'z') => String(address[name])),
                { signal },
              );
              if (answer.status >= 500) throw new Error(`${answer.status} for a tile of ${layer}`);
              // Nothing lies there.
              return pathsOf(new Uint8Array(answer.status === 200 ? await answer.arrayBuffer() : []), layer, address);
            }),
          ),
        enabled: description !== undefined && box !== null,
        staleTime: Number.POSITIVE_INFINITY,
        refetchInterval: again,
      };
    }),
  });
  if (tiles.some(({ data }) => data === undefined)) return null;
  return Object.fromEntries(layers.map((layer, index) => [layer, tiles[index]?.data]));
}
