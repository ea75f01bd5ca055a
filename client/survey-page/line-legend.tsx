import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SurveyAlley } from '#contract/surveys';

type Component = SurveyAlley['components'][number];

/** A lamp, manhole or drain: filled where it works, hollow where nobody has said, crossed where it is out of order. */
export function ComponentMark({ kind, condition, x, y }: Pick<Component, 'kind' | 'condition'> & { x: number; y: number }) {
  return (
    <g className={`line-${kind === 'lamp' ? 'lamp' : 'drain'}`} data-condition={condition} transform={`translate(${x} ${y})`}>
      {kind === 'lamp' ? <circle r="4" /> : <rect x="-3" y="-3" width="6" height="6" />}
      {condition === 'faulty' ? <path d="M-4 -4L4 4M4 -4L-4 4" /> : null}
    </g>
  );
}

/** What the signs of the drawing mean; only those that are on it. */
export function LineLegend({ alley: { components, dark } }: { alley: SurveyAlley }) {
  const { t } = useTranslation('surveyPage');
  const has = (isLamp: boolean, condition: Component['condition']) =>
    components.some((component) => (component.kind === 'lamp') === isLamp && component.condition === condition);
  const entries: [shown: boolean, label: string, mark: ReactNode][] = [
    [has(true, 'working'), t('legend.lamp'), <ComponentMark key="" kind="lamp" condition="working" x={8} y={8} />],
    [has(true, 'faulty'), t('legend.lampOut'), <ComponentMark key="" kind="lamp" condition="faulty" x={8} y={8} />],
    [has(true, 'unknown'), t('legend.lampUnknown'), <ComponentMark key="" kind="lamp" condition="unknown" x={8} y={8} />],
    [dark.length > 0, t('legend.dark'), <path key="" className="line-dark" d="M0 8H16" />],
    [has(false, 'working'), t('legend.drain'), <ComponentMark key="" kind="drain" condition="working" x={8} y={8} />],
    [has(false, 'faulty'), t('legend.drainOut'), <ComponentMark key="" kind="drain" condition="faulty" x={8} y={8} />],
    [has(false, 'unknown'), t('legend.drainUnknown'), <ComponentMark key="" kind="drain" condition="unknown" x={8} y={8} />],
    [true, t('legend.start'), <circle key="" className="line-start" cx="8" cy="8" r="4.5" />],
  ];
  return (
    <ul className="line-legend">
      {entries.map(([shown, label, mark]) =>
        shown ? (
          <li key={label}>
            <svg className="line-sign" viewBox="0 0 16 16" aria-hidden="true">
              {mark}
            </svg>
            {label}
          </li>
        ) : null,
      )}
    </ul>
  );
}
