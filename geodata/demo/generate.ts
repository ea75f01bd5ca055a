import { buildAlleys } from './alleys.ts';
import { buildBaseMap } from './base-map.ts';
import { buildComponents } from './components.ts';
import { buildContacts } from './contacts.ts';
import { DAY_MS, dateText, dayStart, HOUR_MS, yearMonth } from './days.ts';
import { addDedicated } from './dedicated.ts';
import { buildGrids } from './grids.ts';
import { buildHomes } from './homes.ts';
import { buildIssues } from './issues.ts';
import { settle } from './land.ts';
import { layOut } from './layout.ts';
import { partition as partitionOf } from './partition.ts';
import { PLANS } from './plan.ts';
import { at } from './plane.ts';
import { projectionAt } from './projection.ts';
import { alleyTargets, buildProjects } from './projects.ts';
import { createRandom } from './random.ts';
import { buildSettings } from './settings.ts';
import { buildStaff } from './staff.ts';
import { surveyAlleys } from './surveys.ts';
import { buildThreads } from './threads.ts';
import type { DemoCampaign, DemoDistrict, DemoOptions, DemoProgramme, Position } from './types.ts';
import { buildVisits, CLOSED_ROUND, decideStates, OPEN_ROUND_DAYS } from './visits.ts';
import { buildWorks } from './works.ts';

const IDENTITY = { code: 'KF', name: '开发区', areaCode: '411671' };
const CENTRE: Position = [114.65, 33.62];

/** A believable city district. Same seed, size and now: the same records to the last byte. */
export function generateDistrict({ seed, size, now: nowDate }: DemoOptions): DemoDistrict {
  const plan = PLANS[size];
  const now = nowDate.getTime();
  const random = createRandom(seed);
  const projection = projectionAt(...CENTRE);
  const layout = layOut(plan.scale, random.fork('layout'));
  const partition = partitionOf(layout, plan, random.fork('partition'));
  const blocks = settle(partition, plan, random.fork('land'));
  const blockOfFace: number[] = [];
  for (const [block, { faces }] of blocks.entries()) for (const face of faces) blockOfFace[face] = block;
  const validFrom = dateText(dayStart(now, -400));
  const tree = buildGrids(partition, blocks, plan, projection, { ...IDENTITY, validFrom });
  const baseFeatures = buildBaseMap(partition, blocks, projection, random.fork('base'));
  const alleys = buildAlleys(partition, blocks, blockOfFace, tree, projection, random.fork('alleys'));
  const staff = buildStaff(partition, tree, random.fork('staff'), dateText(dayStart(now, -12)));
  const homes = buildHomes(partition, blocks, tree, plan, projection, random.fork('homes'), yearMonth(now));
  const { households, blockOf } = homes;
  const { stalledCells } = decideStates(households, blockOf, blocks, partition, plan, random.fork('states'));
  const { programmes, campaigns } = buildRounds(now);
  const [closed, open] = campaigns;
  const visits = buildVisits(
    {
      households,
      blockOf,
      blocks,
      partition,
      staff,
      stalledCells,
      campaigns: { closed: closed.id, open: open.id },
      now,
    },
    random.fork('visits'),
  );
  const communityOf = (alley: number): number => at(partition.cells, at(blocks, at(alleys.blocks, alley)).cell).community;
  const neglect = (alley: number): number => 0.42 - at(partition.communities, communityOf(alley)).plan.diligence * 0.12;
  const alleySurveys = surveyAlleys(alleys.alleys, neglect, (alley) => at(staff.secretaries, communityOf(alley)), now, random.fork('surveys'));
  const { issues, events } = buildIssues(
    { partition, blocks, alleys, tree, staff, households, householdBlocks: blockOf, plan, projection, now },
    random.fork('issues'),
  );
  const { components, componentIssues } = buildComponents({ alleys, neglect, issues, projection, now }, random.fork('components'));
  const { works } = buildWorks({ size, partition, blocks, alleys, tree, projection, now }, random.fork('works'));
  const { programmes: worksProgrammes, projects } = buildProjects(
    { size, partition, blocks, alleys, tree, staff, baseFeatures, buildings: homes.buildings, households, works, now, firstProgrammeId: programmes.length + 1 },
    random.fork('projects'),
  );
  const gridMembers = addDedicated({
    partition,
    blocks,
    tree,
    projection,
    households,
    householdBlocks: blockOf,
    issues,
    works,
    alleys: alleys.alleys,
    validFrom,
  });
  const bounds = boundsOf(at(at(tree.district.polygons, 0), 0));
  return {
    options: { seed, size, now: nowDate.toISOString() },
    settings: buildSettings(plan, IDENTITY.name, CENTRE, bounds, dateText(now)),
    grids: tree.grids,
    gridCodes: tree.codes,
    gridMembers,
    buildings: homes.buildings,
    baseFeatures,
    alleys: alleys.alleys,
    alleySurveys,
    components,
    componentIssues,
    units: staff.units,
    people: staff.people,
    responsibilities: staff.responsibilities,
    contacts: buildContacts(tree, random.fork('contacts')),
    programmes: [...programmes, ...worksProgrammes],
    campaigns,
    households,
    visits,
    projects,
    works,
    issues,
    issueEvents: events,
    threads: buildThreads({ households, visits, issues, works }, random.fork('threads')),
  };
}

const SEASONS = ['冬季', '春季', '夏季', '秋季'];
const seasonOf = (time: number): string => at(SEASONS, Math.floor((yearMonth(time).month % 12) / 3));

function buildRounds(now: number): { programmes: DemoProgramme[]; campaigns: [closed: DemoCampaign, open: DemoCampaign] } {
  const start = dayStart(now, -210);
  const programmes: DemoProgramme[] = [
    {
      id: 1,
      code: 'alleys',
      kind: 'alleys',
      name: '背街小巷大改造',
      nameEn: 'Back alleys renewed',
      targets: alleyTargets(now),
      startsOn: dateText(start),
      endsOn: null,
    },
    { id: 2, code: 'visits', kind: null, name: '入户大走访', nameEn: 'Household visits', targets: [], startsOn: dateText(start), endsOn: null },
  ];
  const round = (id: number, place: string, from: number, to: number | null): DemoCampaign => {
    const opens = dayStart(now, from);
    const { year } = yearMonth(opens);
    return {
      id,
      code: `${year}-R${id}`,
      name: `${seasonOf(opens)}${place}`,
      programmeId: 2,
      startsOn: dateText(opens),
      endsOn: to === null ? dateText(opens + 44 * DAY_MS) : dateText(dayStart(now, to)),
      status: to === null ? 'open' : 'closed',
      frozenAt: opens + 8 * HOUR_MS,
    };
  };
  const closed = round(1, '第一轮入户走访', CLOSED_ROUND.from, CLOSED_ROUND.to);
  const open = round(2, '第二轮入户走访', 1 - OPEN_ROUND_DAYS, null);
  return { programmes, campaigns: [closed, open] };
}

function boundsOf(ring: readonly Position[]): [number, number, number, number] {
  const longitudes = ring.map(([longitude]) => longitude);
  const latitudes = ring.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}
