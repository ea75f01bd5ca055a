import { Trans } from 'react-i18next';
import type { Counts } from './door-states.ts';

/** "36 户：已访 25，应访未访 10，免访 1": what is left is what stands out. */
export function CountsLine({ counts }: { counts: Counts }) {
  return <Trans ns="field" i18nKey="counts" values={counts} components={{ b: <strong /> }} />;
}
