import { useQuery } from '@tanstack/react-query';
import { type SceneChoice, wallRoutes } from '#contract/walls';
import { request } from '../api/request.ts';
import { useTitles } from '../wall-map/use-title.ts';

const KEPT_MS = 30_000;

/**
 * What each kind of scene shows at this moment, in words, as the kept wall (undefined: the plain one) has it: null where there is no data for it, undefined
 * where that is not known, because the wall does not show that kind yet.
 */
export function useSceneWords(wall: number | undefined): (scene: SceneChoice) => string | null | undefined {
  const titleOf = useTitles();
  const view = useQuery({
    queryKey: ['wall-setup', 'scenes', wall ?? null],
    queryFn: async ({ signal }) => {
      const [{ items }, asked] = await Promise.all([
        request(wallRoutes.scenes, { query: { wall }, signal }),
        request(wallRoutes.view, { query: { wall }, signal }),
      ]);
      return { items, kinds: new Set<string>(asked.wall.scenes.map(({ kind }) => kind)) };
    },
    staleTime: KEPT_MS,
  }).data;
  return ({ kind }) => {
    if (view === undefined || !view.kinds.has(kind)) return undefined;
    const found = view.items.find((item) => item.kind === kind);
    return found === undefined ? null : titleOf(found);
  };
}
