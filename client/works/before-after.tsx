import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoSpot } from '#contract/works';
import { useWorkingAs } from '../api/work-as.ts';
import { addRoom } from '../i18n/i18n.ts';
import { usePhoto } from '../photos/api.ts';
import { evidenceMessages } from './evidence-messages.ts';
import './before-after.css';

addRoom('evidence', evidenceMessages);
const MIDDLE = 50;
const STEP = 5;

interface BeforeAfterProps {
  spot: PhotoSpot;
  /** Which work: several sliders stand on one page. */
  name: string;
  size?: 'full' | 'thumb';
}

/** Two photos of one place over one another with an edge to pull between them: a range, so that arrow keys and screen readers move it too. */
export function BeforeAfter({ spot: { spot, before, after }, name, size = 'full' }: BeforeAfterProps) {
  const { t } = useTranslation('evidence');
  const person = useWorkingAs();
  const [share, setShare] = useState(MIDDLE);
  if (person === null) return <p className="evidence-note">{t('staffOnly')}</p>;
  if (before === null || after === null) {
    const only = before ?? after;
    return only === null ? null : (
      <figure className="before-after">
        <Picture id={only} size={size} alt={t(before === null ? 'afterOf' : 'beforeOf', { name })} />
        <figcaption className={before === null ? 'at-right' : 'at-left'}>{t(before === null ? 'after' : 'before')}</figcaption>
        <p className="evidence-note">{t(before === null ? 'noBefore' : 'noAfter')}</p>
      </figure>
    );
  }
  return (
    <figure className="before-after">
      <Picture id={after} size={size} alt={t('afterOf', { name })} />
      <div className="before-part" style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
        <Picture id={before} size={size} alt={t('beforeOf', { name })} />
      </div>
      <span className="before-edge" style={{ left: `${share}%` }} aria-hidden="true" />
      <input
        type="range"
        min={0}
        max={100}
        step={STEP}
        value={share}
        aria-label={t('slider', { name, n: spot })}
        aria-valuetext={t('shows', { share })}
        onChange={(event) => setShare(Number(event.target.value))}
      />
      <figcaption className="at-left" aria-hidden="true">
        {t('before')}
      </figcaption>
      <figcaption className="at-right" aria-hidden="true">
        {t('after')}
      </figcaption>
    </figure>
  );
}

function Picture({ id, size, alt }: { id: number; size: 'full' | 'thumb'; alt: string }) {
  const { t } = useTranslation('evidence');
  const { url, isFailed } = usePhoto(id, size);
  return url === null ? <span className="before-waiting">{isFailed ? t('failed') : ''}</span> : <img src={url} alt={alt} draggable={false} />;
}
