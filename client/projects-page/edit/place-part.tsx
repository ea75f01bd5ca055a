import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectClash } from '#contract/projects';
import type { Bounds } from '../../map/map-context.ts';
import { FormField, InputField } from '../../ui/form.tsx';
import { Failure } from '../../ui/load-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { ProjectCatalogue } from '../api.ts';
import { ClashList } from '../clash-list.tsx';
import { useAlleySearch } from './api.ts';
import type { PlaceDraft, ProjectFields } from './draft.ts';
import type { PlaceTool } from './map-editing.ts';
import type { PartProps } from './parts.tsx';
import type { Foresight } from './use-foresight.ts';

const TOOLS: readonly PlaceTool[] = ['none', 'alleys', 'area', 'line'];

interface PlacePartProps extends PartProps {
  tool: PlaceTool;
  /** Points of the line so far. */
  linePoints: number;
  onTool: (tool: PlaceTool) => void;
  onAlley: (alley: { id: number; name: string }) => void;
  onUndo: () => void;
  onRedraw: () => void;
  /** An alley that was looked up is shown where it lies. */
  onSee: (bbox: Bounds) => void;
}

/** Where a project lies and when it works. */
export function PlacePart({ fields, change, fault, tool, linePoints, onTool, onAlley, onUndo, onRedraw, onSee }: PlacePartProps) {
  const { t } = useTranslation('projectEdit');
  const { place, startsOn, endsOn } = fields;
  const hasPeriod = startsOn !== '' && endsOn !== '';
  const shift = (years: number) => change({ startsOn: yearsOn(startsOn, years), endsOn: yearsOn(endsOn, years) });
  return (
    <section className="form-part">
      <h3>{t('placeAndTime')}</h3>
      <InputField label={t('startsOn')} type="date" value={startsOn} fault={fault('/startsOn')} onChange={(value) => change({ startsOn: value })} />
      <InputField label={t('endsOn')} type="date" value={endsOn} fault={fault('/endsOn')} onChange={(value) => change({ endsOn: value })} />
      {hasPeriod && (
        <p className="form-whole form-deeds">
          <button type="button" className="button" onClick={() => shift(-1)}>
            {t('yearEarlier')}
          </button>
          <button type="button" className="button" onClick={() => shift(1)}>
            {t('yearLater')}
          </button>
        </p>
      )}
      <FormField label={t('place.label')} fault={fault('/place')} isWide>
        {({ id }) => (
          <div id={id} className="place-tools">
            <Segmented label={t('place.label')} value={tool} options={TOOLS.map((value) => ({ value, label: t(`place.${value}`) }))} onChange={onTool} />
          </div>
        )}
      </FormField>
      {tool === 'alleys' && <Alleys place={place} onAlley={onAlley} onSee={onSee} />}
      {tool === 'area' && (
        <p className="form-whole form-note form-deeds">
          {place.of === 'drawn' ? t('place.drawn') : t('place.areaHint')}
          {place.of === 'drawn' && (
            <button type="button" className="button" onClick={onRedraw}>
              {t('place.redraw')}
            </button>
          )}
        </p>
      )}
      {tool === 'line' && (
        <p className="form-whole form-note form-deeds">
          {linePoints === 0 ? t('place.lineHint') : t('place.drawnLine', { count: linePoints })}
          {linePoints > 0 && (
            <>
              <button type="button" className="button" onClick={onUndo}>
                {t('place.undo')}
              </button>
              <button type="button" className="button" onClick={onRedraw}>
                {t('place.redraw')}
              </button>
            </>
          )}
        </p>
      )}
    </section>
  );
}

function Alleys({ place, onAlley, onSee }: { place: PlaceDraft } & Pick<PlacePartProps, 'onAlley' | 'onSee'>) {
  const { t } = useTranslation('projectEdit');
  const [text, setText] = useState('');
  const found = useAlleySearch(text.trim());
  const chosen = place.of === 'alleys' ? place.alleys : [];
  return (
    <div className="form-whole">
      <p className="form-note">{t('place.alleysHint')}</p>
      {chosen.length > 0 && (
        <ul className="place-alleys">
          {chosen.map((alley) => (
            <li key={alley.id}>
              <button type="button" className="button" aria-label={t('place.remove', { name: alley.name })} onClick={() => onAlley(alley)}>
                {alley.name} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        className="field place-find"
        type="search"
        maxLength={100}
        aria-label={t('place.find')}
        placeholder={t('place.find')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && found.data !== undefined && (
        <ul className="place-found">
          {found.data.length === 0 && <li className="form-note">{t('place.nothing')}</li>}
          {found.data
            .filter(({ id }) => !chosen.some((alley) => alley.id === id))
            .map(({ id, name, detail, bbox }) => (
              <li key={id}>
                <button
                  type="button"
                  className="row-link"
                  onClick={() => {
                    onAlley({ id, name });
                    if (bbox !== null) onSee(bbox);
                    setText('');
                  }}
                >
                  {name}
                </button>{' '}
                <small className="form-note">{detail}</small>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

interface ForesightPartProps {
  foresight: Foresight;
  /** Id of the project as clashes name it: 0 while it is new. */
  ownId: number;
  rules: ProjectCatalogue['rules'];
  onShow: (clash: ProjectClash) => void;
}

/** What it would dig twice, before it is saved. */
export function ForesightPart({ foresight, ownId, rules, onShow }: ForesightPartProps) {
  const { t } = useTranslation('projectEdit');
  const format = useFormat();
  return (
    <section className="form-part" aria-live="polite" aria-label={t('clash.title')}>
      <h3>
        {t('clash.title')}
        {foresight.is === 'known' && foresight.clashes.length > 0 && (
          <small className="clash-count">
            <i aria-hidden="true">▲</i> {t('clash.found', { count: format.number(foresight.clashes.length) as never })}
          </small>
        )}
      </h3>
      <div className="form-whole foresight" data-old={(foresight.is === 'known' && foresight.isOld) || undefined}>
        {foresight.is === 'failed' ? (
          <Failure error={foresight.error} onRetry={foresight.retry} />
        ) : foresight.is === 'known' && foresight.clashes.length > 0 ? (
          <ClashList clashes={foresight.clashes} moratoriumYears={rules.moratoriumYears} own={{ id: ownId, name: t('clash.own') }} onShow={onShow} />
        ) : (
          <p className="form-note">{t(foresight.is === 'known' ? 'clash.none' : `clash.${foresight.is}`)}</p>
        )}
      </div>
    </section>
  );
}

/** The same day of another year; 29 February becomes the 28th. */
export function yearsOn(day: ProjectFields['startsOn'], years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4);
  return `${year}${rest}`;
}
