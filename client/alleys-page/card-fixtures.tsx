import { useTranslation } from 'react-i18next';
import type { AlleyDetail } from '#contract/alleys';
import { Section } from '../ui/panel.tsx';
import { useFormat } from '../ui/use-format.ts';

/** What lamps and drains say. */
export function Fixtures({ alley: { light, water, lengthM } }: { alley: AlleyDetail }) {
  const { t } = useTranslation(['register', 'ui']);
  const format = useFormat();
  const whole = (value: number) => format.number(value);
  const isListed = light !== null && light.darkMinM !== null && light.darkMaxM !== null;
  const isRange = isListed && whole(light.darkMinM ?? 0) !== whole(light.darkMaxM ?? 0);
  const dark = !isListed
    ? null
    : isRange
      ? t('card.darkRange', { min: whole(light.darkMinM ?? 0), max: whole(light.darkMaxM ?? 0) })
      : t('card.darkValue', { length: whole(light.darkMaxM ?? 0), share: format.share(light.darkMaxM ?? 0, lengthM) });
  return (
    <Section title={t('card.light')} aside={isListed ? t('card.reach', { metres: light.reachM }) : undefined}>
      {isListed ? (
        <dl className="pair-list register-fixtures">
          <div>
            <dt>{t('card.lamps')}</dt>
            <dd>{t('card.working', { working: light.workingLamps, all: light.lamps })}</dd>
          </div>
          <div>
            <dt>{t('card.dark')}</dt>
            <dd>{dark}</dd>
          </div>
        </dl>
      ) : (
        <p className="muted">{t('card.noLamps')}</p>
      )}
      {water !== null && water.drains > 0 ? (
        <dl className="pair-list register-fixtures">
          <div>
            <dt>{t('card.drains')}</dt>
            <dd>
              {t('card.faulty', { faulty: water.faulty, all: water.drains, rate: water.faultyPer100M === null ? '–' : format.number(water.faultyPer100M, 1) })}
            </dd>
          </div>
        </dl>
      ) : (
        <p className="muted">{t('card.noDrains')}</p>
      )}
    </Section>
  );
}
