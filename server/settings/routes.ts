import { Router } from 'express';
import { mount, type RoomDependencies } from '../http/route.ts';
import { type PublicSettings, settingsRoutes } from './contract.ts';
import { readSettings } from './queries.ts';

/** What the environment adds to the settings a client may see. */
export type Surroundings = Pick<PublicSettings, 'approvalNumber' | 'basemapUrl' | 'workAs' | 'version'>;

export function settingsRouter(deps: RoomDependencies, surroundings: Surroundings): Router {
  const router = Router();
  mount(router, settingsRoutes.public, deps, ({ transact }) =>
    transact(async (db) => {
      const settings = await readSettings(db);
      const { rows } = await db.raw(
        `select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east, st_ymax(e) as north
         from (select st_extent(geom) as e from grids where level = 1 and valid_to is null) as extent`,
      );
      const { west, south, east, north } = rows[0];
      return {
        district: settings.district,
        timeZone: settings.time_zone,
        levelLabels: settings.level_labels,
        centre: settings.centre,
        bbox: west === null ? null : [west, south, east, north],
        coverageBreaks: settings.coverage_breaks,
        issueDomains: settings.issue_domains.map(({ code, name, nameEn }) => ({ code, name, nameEn: nameEn ?? null })),
        attribution: settings.attribution,
        attributionEn: settings.attribution_en,
        datum: isCgcs2000(settings.metric_srid) ? 'CGCS2000' : 'WGS84',
        ...surroundings,
      };
    }),
  );
  return router;
}

/** Whether an EPSG code is one of the Gauss-Kruger zones of CGCS2000; every other zone is taken from WGS 84. */
function isCgcs2000(srid: number): boolean {
  return srid >= 4491 && srid <= 4554;
}
