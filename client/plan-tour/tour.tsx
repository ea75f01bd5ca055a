import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import type { PlanState } from '../plan-page/desk-state.ts';
import { planTourMessages } from './messages.ts';
import { keepStep, keptStep, STEPS } from './steps.ts';
import { type Box, useTarget } from './use-target.ts';
import './tour.css';

addRoom('planTour', planTourMessages);

const CARD = { width: 340, height: 240, gap: 14 };

interface TourProps {
  state: PlanState;
  /** A computed plan is on the screen: before that, some controls are not there yet. */
  hasResult: boolean;
  /** Opens the settings. */
  onOpen: () => void;
  onClose: () => void;
}

/** A guide that points at the real controls, one at a time; nothing is locked meanwhile, it can be left and taken up again. */
export default function Tour({ state, hasResult, onOpen, onClose }: TourProps) {
  const { t } = useTranslation('planTour');
  const [at, setAt] = useState(keptStep);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at] ?? STEPS[0];
  const box = useTarget(step.target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened when the step is reached, not whenever the page is drawn
  useEffect(() => {
    keepStep(at);
    if (step.isInSettings && !state.isOpen) onOpen();
    heading.current?.focus();
  }, [at]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onClose]);
  const isLast = at === STEPS.length - 1;
  const finish = () => {
    keepStep(0);
    onClose();
  };
  return (
    <>
      {box !== null && (
        <div className="tour-ring" aria-hidden="true" style={{ top: box.top - 4, left: box.left - 4, width: box.width + 8, height: box.height + 8 }} />
      )}
      <section className="tour-card floating" role="dialog" aria-label={t('title')} style={placeOf(box)}>
        <p>
          <small>{t('step', { at: String(at + 1), all: String(STEPS.length) })}</small>
          <button type="button" className="plan-link" onClick={onClose}>
            {t('leave')}
          </button>
        </p>
        <h2 ref={heading} tabIndex={-1}>
          {step.isDone(state) && (
            <span role="img" aria-label={t('done')}>
              ✓{' '}
            </span>
          )}
          {t(`steps.${step.code}.title`)}
        </h2>
        <p>{t(`steps.${step.code}.text`)}</p>
        {box === null && <p className="plan-hint">{hasResult ? t('notThere') : t('notYet')}</p>}
        <footer>
          <button type="button" className="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
            {t('back')}
          </button>
          <button type="button" className="button button-primary" onClick={isLast ? finish : () => setAt(at + 1)}>
            {isLast ? t('finish') : t('next')}
          </button>
        </footer>
      </section>
    </>
  );
}

/** Beside the control, on the side that has room; never over it where that can be helped. */
function placeOf(box: Box | null): { top: number; left: number } {
  const [width, height] = [window.innerWidth, window.innerHeight];
  const kept = (value: number, size: number, whole: number) => Math.max(CARD.gap, Math.min(value, whole - size - CARD.gap));
  if (box === null) return { top: kept(height / 2, CARD.height, height), left: kept(width / 2 - CARD.width / 2, CARD.width, width) };
  const top = kept(box.top, CARD.height, height);
  if (box.left > CARD.width + 2 * CARD.gap) return { top, left: box.left - CARD.width - CARD.gap };
  if (box.left + box.width + CARD.width + 2 * CARD.gap < width) return { top, left: box.left + box.width + CARD.gap };
  const above = box.top - CARD.height - CARD.gap;
  return { top: above > 0 ? above : kept(box.top + box.height + CARD.gap, CARD.height, height), left: kept(box.left, CARD.width, width) };
}
