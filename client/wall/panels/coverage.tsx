import { useTranslation } from 'react-i18next';
import { UNCOVERED_STATES } from '#contract/coverage';
import type { WallPicture } from '#contract/walls';
import { barParts, countIn } from '../../coverage/denominators.ts';
import { StateMark } from '../../coverage/state-mark.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import type { PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { Figure, WallPanel } from './frame.tsx';
import '../../coverage/coverage.css';

export interface CoverageProps {
  at: PanelBox;
  coverage: WallPicture['coverage'];
  /** The headline and its bar only. */
  isShort?: boolean;
}

/** The one number of the left side: covered of all targets, then the two other denominators, each with its own. */
export function CoveragePanel({ at, coverage, isShort = false }: CoverageProps) {
  const { t } = useTranslation(['wall', 'coverage']);
  const words = useWords();
  if (coverage === null) {
    return (
      <WallPanel name="coverage" at={at} title={t('wall:coverage.title')}>
        <p className="w-empty">{t('wall:coverage.noRound')}</p>
      </WallPanel>
    );
  }
  const { denominators } = coverage.own;
  const parts = barParts(coverage.own);
  const label = parts.map((part) => `${t(`coverage:states.${part.key}`)} ${words.number(part.value)}`).join(', ');
  const rate = words.rate(denominators.all.rate);
  return (
    <WallPanel name="coverage" at={at} title={t('wall:coverage.title')} asOf={coverage.asOf}>
      <div className="w-headline">
        <b>{rate.replace('%', '')}</b>
        {rate.endsWith('%') && <span className="w-percent">%</span>}
        <span className="w-beside">
          <span>{t('wall:coverage.all')}</span>
          <span>
            <b>{words.number(denominators.all.covered)}</b> / {words.number(denominators.all.count)}
          </span>
        </span>
      </div>
      <ShareBar parts={parts} label={label} />
      {!isShort && (
        <ul className="w-rows">
          {(['reachable', 'frozen'] as const).map((name) => (
            <li key={name}>
              <span className="w-name">{t(`wall:coverage.${name}`)}</span>
              <span className="w-of">
                {words.number(denominators[name].covered)} / {words.number(denominators[name].count)}
              </span>
              <b className="w-rate">{words.rate(denominators[name].rate)}</b>
            </li>
          ))}
        </ul>
      )}
    </WallPanel>
  );
}

/** Who is left to visit, by what was tried. */
export function UncoveredPanel({ at, coverage }: CoverageProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  if (coverage === null) return null;
  const { own, asOf } = coverage;
  return (
    <WallPanel
      name="uncovered"
      at={at}
      title={t('uncovered.title')}
      figure={<Figure value={words.number(own.uncovered)} unit={t('uncovered.unit')} />}
      asOf={asOf}
    >
      <ul className="w-pairs">
        {UNCOVERED_STATES.map((state) => (
          <li key={state}>
            <StateMark state={state} />
            <span className="w-name">{t(`uncovered.states.${state}`)}</span>
            <span className="w-count">{words.number(countIn(own, state))}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}
