import { useTranslation } from 'react-i18next';
import { type Alley, type AlleyRevision, type Amendable, Cables, NameStatus, Parking, Surface } from '#contract/alleys';
import { addRoom } from '../i18n/i18n.ts';
import { useFormat } from '../ui/use-format.ts';
import { alleyFactMessages } from './fact-messages.ts';

addRoom('alleyFacts', alleyFactMessages);

type Change = AlleyRevision['changes'][number];

/** What the register says of an alley, in words. */
export function useFactWords() {
  const { t } = useTranslation(['alleyFacts', 'alleyCard', 'alleys', 'ui']);
  const format = useFormat();
  const kindOf = <Kind extends string>(kinds: readonly Kind[], value: unknown): Kind | undefined => kinds.find((kind) => kind === value);
  const surface = (value: unknown): string => {
    const known = kindOf(Surface.options, value);
    return known === undefined ? String(value) : t(`alleyCard:surfaces.${known}`);
  };
  const metres = (value: number) => t('alleyCard:metres', { value: format.number(value, value % 1 === 0 ? 0 : 1) });
  const spaces = (value: number) => t('count', { text: format.number(value) });
  /** One field as the history tells it; null = not known. */
  const wordOf = (field: Amendable, value: Change['before']): string => {
    if (value === null) return field === 'name' ? t('alleys:unnamed') : t('ui:unknown');
    switch (field) {
      case 'nameStatus':
        return t(`alleyCard:nameStatus.${kindOf(NameStatus.options, value) ?? 'unknown'}`);
      case 'surface':
        return surface(value);
      case 'cables':
        return t(`cables.${kindOf(Cables.options, value) ?? 'unknown'}`);
      case 'parking':
        return t(`parking.${kindOf(Parking.options, value) ?? 'unknown'}`);
      case 'isDeadEnd':
        return t(value === true ? 'alleyCard:yes' : 'alleyCard:no');
      case 'widthM':
      case 'overheadM':
        return metres(Number(value));
      case 'parkingSpaces':
        return spaces(Number(value));
      default:
        return String(value);
    }
  };
  /** A kind with its count: what has none needs no 0, and what nobody counted says so. */
  const counted = (kind: string, isKnown: boolean, count: string | null, uncounted: string): string => {
    if (!isKnown) return count === null ? t('ui:unknown') : t('kindUnknown', { amount: count });
    return t('counted', { kind, amount: count ?? uncounted });
  };
  return {
    wordOf,
    surface,
    cables: ({ cables, overheadM }: Pick<Alley, 'cables' | 'overheadM'>): string =>
      cables === 'buried' || cables === 'none'
        ? t(`cables.${cables}`)
        : counted(t(`cables.${cables}`), cables !== 'unknown', overheadM === null ? null : metres(overheadM), t('unmeasured')),
    parking: ({ parking, parkingSpaces }: Pick<Alley, 'parking' | 'parkingSpaces'>): string =>
      parking === 'none'
        ? t('parking.none')
        : counted(t(`parking.${parking}`), parking !== 'unknown', parkingSpaces === null ? null : spaces(parkingSpaces), t('uncounted')),
    fieldName: (field: Amendable): string => t(`fields.${field}`),
  };
}
