import type { GridTree } from './grids.ts';
import { personName } from './names.ts';
import { demoPhone, type Random } from './random.ts';
import type { DemoContact } from './types.ts';

type Line = readonly [service: string, serviceEn: string, office: string];

/** One office for the whole district each. */
const DISTRICT_LINES: readonly Line[] = [
  ['供水维修', 'Water supply', '水务公司'],
  ['供电抢修', 'Power supply', '供电公司'],
  ['燃气安全', 'Gas', '燃气公司'],
  ['集中供热', 'District heating', '热力公司'],
  ['环境卫生', 'Street cleaning', '环卫中心'],
  ['行政服务中心', 'Administrative service centre', '行政审批服务局'],
  ['居民医疗保险', 'Medical insurance', '医保局'],
  ['养老保险', 'Pension insurance', '人社局'],
];
/** One per subdistrict: the nearer office has the district's place on the card. */
const SUBDISTRICT_LINES: readonly Line[] = [
  ['城管大队', 'City management', '城管中队'],
  ['社区卫生', 'Community health', '社区卫生服务中心'],
];

/** Service lines of the contact card 便民联系卡. Names are invented, phones belong to nobody. */
export function buildContacts(tree: GridTree, random: Random): DemoContact[] {
  const contacts: DemoContact[] = [];
  const add = ([service, serviceEn, office]: Line, gridId: number | null, place: string, sortOrder: number): void => {
    const id = contacts.length + 1;
    const phone = demoPhone(random);
    const code = `${tree.district.code}-L${String(id).padStart(3, '0')}`;
    contacts.push({ id, code, gridId, service, serviceEn, office: place + office, headName: personName(random), phone, sortOrder });
  };
  for (const [index, line] of DISTRICT_LINES.entries()) add(line, null, tree.district.name, (index + 1) * 10);
  for (const { id, name } of tree.subdistricts) for (const [index, line] of SUBDISTRICT_LINES.entries()) add(line, id, name, 65 + index * 20);
  return contacts;
}
