import { useTranslation } from 'react-i18next';
import { FormField, InputField } from '../../ui/form.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { WorkPlace } from './draft.ts';
import { PLACE_TOOLS } from './place-map.ts';
import type { PlaceToolState } from './use-place-tool.ts';

interface PlacePartProps extends PlaceToolState {
  place: WorkPlace;
  fault: (pointer: string) => string | null;
  onPlace: (place: WorkPlace) => void;
}

/** Where a work is: a stretch of an alley, a place that is drawn, or only the grid it is reported for. */
export function PlacePart({ place, fault, onPlace, tool, linePoints, onTool, onUndo, onRedraw }: PlacePartProps) {
  const { t } = useTranslation('workEdit');
  const format = useFormat();
  const isSet = place.of !== 'none';
  const said =
    place.of === 'alley'
      ? t('place.of', { name: place.alley.name, length: format.number(place.alley.lengthM, 1) })
      : place.of === 'grid'
        ? t('place.inGrid', { name: place.name })
        : tool === 'line' && linePoints > 0
          ? t('place.points', { count: linePoints })
          : place.of === 'drawn'
            ? t(tool === 'point' ? 'place.point1' : 'place.drawn')
            : t(`place.${tool}Hint`);
  return (
    <section className="form-part">
      <FormField label={t('place.label')} fault={fault('/place')} isWide>
        {({ id }) => (
          <div id={id} className="work-place-tools">
            <Segmented label={t('place.label')} value={tool} options={PLACE_TOOLS.map((value) => ({ value, label: t(`place.${value}`) }))} onChange={onTool} />
          </div>
        )}
      </FormField>
      <p className="form-whole form-note form-deeds">
        <span role="status">
          {said}
          {place.of === 'drawn' && place.alley !== null && ` ${t('place.belongs', { name: place.alley.name })}`}
        </span>
        {tool === 'line' && linePoints > 0 && (
          <button type="button" className="button" onClick={onUndo}>
            {t('place.undo')}
          </button>
        )}
        {isSet && tool !== 'grid' && tool !== 'alley' && (
          <button type="button" className="button" onClick={onRedraw}>
            {t('place.redraw')}
          </button>
        )}
      </p>
      {place.of === 'alley' && (
        <>
          <InputField label={t('place.from')} isNumber value={place.fromM} fault={null} onChange={(fromM) => onPlace({ ...place, fromM })} />
          <InputField label={t('place.to')} isNumber value={place.toM} fault={fault('/alleyToM')} onChange={(toM) => onPlace({ ...place, toM })} />
          <p className="form-whole form-note">
            {place.fromM === '' && place.toM === '' ? (
              t('place.alleyHint')
            ) : (
              <button type="button" className="button" onClick={() => onPlace({ ...place, fromM: '', toM: '' })}>
                {t('place.whole')}
              </button>
            )}
          </p>
        </>
      )}
    </section>
  );
}
