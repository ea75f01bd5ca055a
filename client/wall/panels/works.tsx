import { useTranslation } from 'react-i18next';
import type { WallPicture } from '#contract/walls';
import { Quantity } from '../../works/quantity.tsx';
import type { Box, PanelBox } from '../layout.ts';
import { useWords } from '../words.ts';
import { cut, Figure, More, placeOf, WallPanel } from './frame.tsx';

interface WorksProps {
  at: PanelBox;
  cells: readonly Box[];
  works: WallPicture['works'];
}

/** Completed works by type: quantity with its qualifier and unit over the name of the type. Types are never added together. */
export function WorksPanel({ at, cells, works }: WorksProps) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const { shown, rest } = cut(works.items, cells.length);
  const inside = (cell: Box): Box => ({ ...cell, x: cell.x - at.x, y: cell.y - at.y });
  return (
    <WallPanel
      name="works"
      at={at}
      title={t('works.title')}
      figure={<Figure value={words.number(works.count)} unit={t('works.count')} />}
      note={
        <>
          <More rest={rest} of={t('works.unit')} />
          {works.figuresOf !== null && <span>{t('works.on', { day: words.date(works.figuresOf) })}</span>}
        </>
      }
      asOf={works.asOf}
    >
      {shown.length === 0 && <p className="w-empty">{t('works.none')}</p>}
      <ul className="w-works">
        {shown.map(({ workType, kind, unit, quantity, qualifier }, index) => {
          const cell = cells[index];
          return (
            cell && (
              <li key={`${workType.code} ${kind} ${unit}`} style={placeOf(inside(cell))}>
                <span className="w-quantity">
                  <Quantity quantity={quantity} unit={unit} qualifier={qualifier} />
                </span>
                <span className="w-name">{words.isEnglish ? workType.nameEn : workType.name}</span>
              </li>
            )
          );
        })}
      </ul>
    </WallPanel>
  );
}
