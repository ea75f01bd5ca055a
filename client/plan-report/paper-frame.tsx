import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { PlanReport } from '#contract/plans';
import { useSettings } from '../api/settings.ts';
import { cssVariables, themes } from '../tokens.ts';
import { Empty, Loaded } from '../ui/load-state.tsx';
import { usePlanReport } from './api.ts';
import './paper.css';

/** Paper is white, whatever the screen is. */
const ON_PAPER = cssVariables(themes.light) as CSSProperties;

/** A page of A4 sheets for the plan that the address names: a bar that does not print, then the paper. */
export function PaperFrame({ title, children }: { title: string; children: (report: PlanReport) => ReactNode }) {
  const { t } = useTranslation('planReport');
  const [search] = useSearchParams();
  const id = Number(search.get('plan'));
  const isChosen = Number.isSafeInteger(id) && id > 0;
  const query = usePlanReport(isChosen ? id : null);
  // Dates and numbers are written as the district's settings say.
  useSettings();
  const name = query.data?.plan.name;
  useEffect(() => {
    document.title = name === undefined ? title : `${name} ${title}`;
  }, [name, title]);
  return (
    <main className="paper-page" style={ON_PAPER}>
      <style>{'@page { size: 210mm 297mm; margin: 14mm 12mm }'}</style>
      <div className="paper-bar">
        <Link className="button" to={isChosen ? `/plan?plan=${id}&set=1` : '/plan'}>
          {t('back')}
        </Link>
        <button type="button" className="button button-primary" disabled={query.data === undefined} onClick={() => window.print()}>
          {t('print')}
        </button>
      </div>
      {isChosen ? (
        <Loaded query={query} bars={[60, 320, 200, 200]}>
          {(report) => <article className="plan-paper">{children(report)}</article>}
        </Loaded>
      ) : (
        <Empty>{t('none')}</Empty>
      )}
    </main>
  );
}
