import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { Router } from 'express';
import { z } from 'zod';
import { alarmRoutes } from './alarms/contract.ts';
import { alleyRoutes } from './alleys/contract.ts';
import { campaignRoutes } from './campaigns/contract.ts';
import { coverageRoutes } from './coverage/contract.ts';
import { gridRoutes } from './grids/contract.ts';
import { healthRoutes } from './health/contract.ts';
import { historyRoutes } from './history/contract.ts';
import { householdRoutes } from './households/contract.ts';
import { ProblemBody, type RouteContract } from './http/contract.ts';
import { issueRoutes } from './issues/contract.ts';
import { liveRoutes } from './live/contract.ts';
import { paceRoutes } from './pace/contract.ts';
import { peopleRoutes } from './people/contract.ts';
import { photoRoutes } from './photos/contract.ts';
import { placeRoutes } from './places/contract.ts';
import { planRoutes } from './plans/contract.ts';
import { projectRoutes } from './projects/contract.ts';
import { projectWriteRoutes } from './projects/writing-contract.ts';
import { responsibilityRoutes } from './responsibilities/contract.ts';
import { searchRoutes } from './search/contract.ts';
import { settingsRoutes } from './settings/contract.ts';
import { stateRoutes } from './state/contract.ts';
import { surveyRoutes } from './surveys/contract.ts';
import { threadRoutes } from './thread/contract.ts';
import { tileRoutes } from './tiles/contract.ts';
import { visitRoutes } from './visits/contract.ts';
import { walkRoutes } from './walk/contract.ts';
import { wallRoutes } from './walls/contract.ts';
import { workRoutes } from './works/contract.ts';
import { workWriteRoutes } from './works/writing-contract.ts';

/** Every contract, by the tag it is shown under: the list the document, the fuzz tests and the response checks read. */
export const CONTRACTS: Record<string, Record<string, RouteContract>> = {
  grids: gridRoutes,
  coverage: coverageRoutes,
  pace: paceRoutes,
  households: householdRoutes,
  walk: walkRoutes,
  campaigns: campaignRoutes,
  visits: visitRoutes,
  state: stateRoutes,
  history: historyRoutes,
  issues: issueRoutes,
  photos: photoRoutes,
  works: { ...workRoutes, ...workWriteRoutes },
  alleys: alleyRoutes,
  surveys: surveyRoutes,
  projects: { ...projectRoutes, ...projectWriteRoutes },
  plans: planRoutes,
  threads: threadRoutes,
  places: placeRoutes,
  responsibilities: responsibilityRoutes,
  search: searchRoutes,
  people: peopleRoutes,
  settings: settingsRoutes,
  health: healthRoutes,
  tiles: tileRoutes,
  live: liveRoutes,
  alarms: alarmRoutes,
  walls: wallRoutes,
};

const FILE = { type: 'string', format: 'binary' } as const;
const WorkAs = z.object({ 'X-Work-As': z.string().optional().describe('Id of the person who asks; only where the server allows it (see /api/settings).') });

/** The OpenAPI 3.1 document, made from the contracts. server/openapi.json is this, committed; a test compares the two. */
export function openApiDocument() {
  const registry = new OpenAPIRegistry();
  for (const [tag, routes] of Object.entries(CONTRACTS))
    for (const [name, contract] of Object.entries(routes)) registry.registerPath(pathOf(tag, name, contract));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Alleygrid',
      version: '1',
      description:
        'Grids, visit coverage, issues and works of a city district. Longitude first, WGS84; times are RFC 3339; errors are application/problem+json (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

function pathOf(tag: string, name: string, contract: RouteContract) {
  const { params, query, body, headers, bodyAs, response, alsoAs = [] } = contract;
  const json = response ? { 'application/json': { schema: response } } : {};
  const others = Object.fromEntries(alsoAs.map((mediaType) => [mediaType, { schema: z.unknown() }]));
  return {
    method: contract.method,
    path: contract.path.replace(/:(\w+)/g, '{$1}'),
    operationId: `${tag}.${name}`,
    tags: [tag],
    summary: contract.summary,
    request: {
      headers: headers ? WorkAs.extend(headers.shape) : WorkAs,
      ...(params ? { params } : {}),
      ...(query && Object.keys(query.shape).length > 0 ? { query } : {}),
      ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
      ...(bodyAs ? { body: { required: true, content: Object.fromEntries(bodyAs.map((mediaType) => [mediaType, { schema: FILE }])) } } : {}),
    },
    responses: {
      200: { description: contract.summary, content: { ...json, ...others } },
      default: { description: 'A problem; `type` names it', content: { 'application/problem+json': { schema: ProblemBody } } },
    },
  };
}

export function openApiRouter(): Router {
  const router = Router();
  const document = openApiDocument();
  router.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });
  return router;
}
