import { useTranslation } from 'react-i18next';
import type { WorkType } from '#contract/works';
import './works.css';

/** The letter of a work family on its colour: the letter tells, the colour repeats it. */
export function FamilyMark({ family }: { family: WorkType['family'] }) {
  const { t } = useTranslation('works');
  return (
    <span className={`family-mark family-${family}`} aria-hidden="true">
      {t(`letters.${family}`)}
    </span>
  );
}
