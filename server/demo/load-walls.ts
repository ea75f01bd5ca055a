import type { DemoDistrict } from '../../geodata/demo/types.ts';
import type { Database } from '../db/sql.ts';
import { TOUR, type WallBody } from '../walls/contract.ts';

const ROOM = '指挥大厅';
const kindsOf = (kinds: readonly (typeof TOUR)[number][]): WallBody['scenes'] => kinds.map((kind) => ({ kind }));

/**
 * The command centre's hall: a screen of any shape that tours the whole district (also what /wall shows to whoever names no wall), and one on either
 * side with scenes of its own, all in step. Alarms are not among the demo's rows: they are found in its issues and visits as in any other district's.
 */
export async function loadWalls(db: Database, { grids }: DemoDistrict, now: Date): Promise<void> {
  const district = grids.find(({ level }) => level === 1);
  const lowest = grids.find(({ level, name }) => level === 2 && name.startsWith('许寨')) ?? grids.find(({ level }) => level === 2);
  if (district === undefined || lowest === undefined) return;
  const walls = [
    { name: '主屏', grid: district.code, layout: 'auto', scenes: kindsOf(TOUR), bezels: { columns: [], rows: [] } },
    {
      name: '左屏',
      grid: district.code,
      layout: '1920x1080',
      scenes: kindsOf(['overview', 'lowest', 'section', 'ranking']),
      bezels: { columns: [], rows: [] },
    },
    { name: '右屏', grid: lowest.code, layout: '1920x1080', scenes: kindsOf(['overview', 'overdue', 'works', 'alleys']), bezels: { columns: [], rows: [] } },
  ];
  await db('wall_rooms').insert({ name: ROOM, epoch: now });
  await db('walls').insert(
    walls.map(({ name, grid, layout, scenes, bezels }) => ({
      name,
      grid_code: grid,
      layout,
      scenes: JSON.stringify(scenes),
      bezels: JSON.stringify(bezels),
      room: ROOM,
      changed_at: now,
    })),
  );
}
