import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { searchTerms } from '../../geodata/search-terms.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { bool, date, int, json, shape, small, text } from './row-columns.ts';

export async function loadGrids(db: Database, { grids, gridCodes }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'grids', grids.length, {
    id: int(grids, ({ id }) => id),
    code: text(grids, ({ code }) => code),
    path: text(grids, ({ path }) => path),
    level: small(grids, ({ level }) => level),
    parent_id: int(grids, ({ parentId }) => parentId),
    name: text(grids, ({ name }) => name),
    short_name: text(grids, ({ shortName }) => shortName),
    kind: text(grids, ({ kind }) => kind),
    geom: shape(grids, ({ polygons }) => ({ type: 'MultiPolygon', coordinates: polygons })),
    label_point: shape(grids, ({ labelPoint }) => ({ type: 'Point', coordinates: labelPoint })),
    valid_from: date(grids, ({ validFrom }) => validFrom),
    search_terms: text(grids, ({ name, code }) => searchTerms([name, code])),
    attributes: json(grids, ({ attributes }) => attributes),
  });
  await bulkInsert(db, 'grid_codes', gridCodes.length, {
    grid_id: int(gridCodes, ({ gridId }) => gridId),
    code_system: text(gridCodes, ({ codeSystem }) => codeSystem),
    code: text(gridCodes, ({ code }) => code),
  });
}

export async function loadStaff(db: Database, { units, people, responsibilities, contacts }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'units', units.length, {
    id: int(units, ({ id }) => id),
    code: text(units, ({ code }) => code),
    name: text(units, ({ name }) => name),
    kind: text(units, ({ kind }) => kind),
    parent_id: int(units, ({ parentId }) => parentId),
    ranking_group: text(units, ({ rankingGroup }) => rankingGroup),
    is_double_reporting: bool(units, ({ isDoubleReporting }) => isDoubleReporting),
    duty_phone: text(units, ({ dutyPhone }) => dutyPhone),
  });
  await bulkInsert(db, 'people', people.length, {
    id: int(people, ({ id }) => id),
    code: text(people, ({ code }) => code),
    name: text(people, ({ name }) => name),
    role: text(people, ({ role }) => role),
    unit_id: int(people, ({ unitId }) => unitId),
    grid_paths: { type: 'text[]', values: (row) => people[row]?.gridPaths ?? [] },
    duty_phone: text(people, ({ dutyPhone }) => dutyPhone),
    is_public: bool(people, ({ isPublic }) => isPublic),
  });
  await bulkInsert(db, 'responsibilities', responsibilities.length, {
    grid_id: int(responsibilities, ({ gridId }) => gridId),
    tier: small(responsibilities, ({ tier }) => tier),
    person_id: int(responsibilities, ({ personId }) => personId),
    unit_id: int(responsibilities, ({ unitId }) => unitId),
    scope_type: text(responsibilities, ({ scopeType }) => scopeType),
    valid_to: date(responsibilities, ({ validTo }) => validTo),
  });
  await bulkInsert(db, 'contacts', contacts.length, {
    id: int(contacts, ({ id }) => id),
    code: text(contacts, ({ code }) => code),
    grid_id: int(contacts, ({ gridId }) => gridId),
    service: text(contacts, ({ service }) => service),
    service_en: text(contacts, ({ serviceEn }) => serviceEn),
    office: text(contacts, ({ office }) => office),
    head_name: text(contacts, ({ headName }) => headName),
    phone: text(contacts, ({ phone }) => phone),
    sort_order: small(contacts, ({ sortOrder }) => sortOrder),
  });
}
