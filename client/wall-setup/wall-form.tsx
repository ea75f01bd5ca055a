import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gridRoutes } from '#contract/grids';
import type { Wall } from '#contract/walls';
import { DWELL_S } from '#kinds/walls';
import { request } from '../api/request.ts';
import { useCampaigns } from '../api/settings.ts';
import { InputField, SelectField } from '../ui/form.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { AlarmRules } from './alarm-rules.tsx';
import { useKeepWall, useRemoveWall } from './api.ts';
import { bodyOf, canvasOf, draftOf, evenSeams, numbersOf, type WallDraft } from './draft.ts';
import { LayoutChoice } from './layout-choice.tsx';
import { SceneList } from './scene-list.tsx';
import { useSceneWords } from './scene-words.ts';

interface WallFormProps {
  wall: Wall;
  /** A wall that is kept; otherwise saving makes a new one. */
  isKept: boolean;
  /** Otherwise it is looked at only. */
  maySetUp: boolean;
  /** What is being set up is dropped for the wall as it is now. */
  onReload: () => void;
  onKept: (wall: Wall) => void;
  onRemoved: () => void;
}

/** Everything that can be chosen about a wall, on one page. */
export function WallForm({ wall, isKept, maySetUp, onReload, onKept, onRemoved }: WallFormProps) {
  const { t } = useTranslation('wallSetup');
  const [draft, setDraft] = useState<WallDraft>(() => ({ ...draftOf(wall), ...(isKept ? {} : { name: t('newName') }) }));
  // What the draft began with: a wall that somebody else changes meanwhile takes nobody's work away.
  const [base, setBase] = useState(wall);
  const isNewer = isKept && wall.version > base.version;
  const shows = useSceneWords(isKept ? wall.id : undefined);
  const keep = useKeepWall();
  const change = (part: Partial<WallDraft>): void => {
    keep.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const body = bodyOf(draft);
  const bezels = useMemo(() => ({ columns: numbersOf(draft.columns) ?? [], rows: numbersOf(draft.rows) ?? [] }), [draft.columns, draft.rows]);
  return (
    <form
      className="wall-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body === null) return;
        keep.mutate(
          { was: isKept ? base : null, body },
          {
            onSuccess: (kept) => {
              setBase(kept);
              onKept(kept);
            },
          },
        );
      }}
    >
      <fieldset className="wall-form-fields" disabled={!maySetUp}>
        <section className="wall-form-layout">
          <h2>{t('layout')}</h2>
          <LayoutChoice value={draft.layout} bezels={bezels} onChange={(layout) => change({ layout })} />
        </section>
        <Basics draft={draft} change={change} />
        <section>
          <h2>{t('scenes')}</h2>
          <p className="form-hint">{t('scenesHint')}</p>
          <SceneList scenes={draft.scenes} grid={draft.grid} shows={shows} onChange={(scenes) => change({ scenes })} />
        </section>
        <section>
          <h2>{t('alarms')}</h2>
          <AlarmRules alarms={draft.alarms} sound={draft.sound} onAlarms={(alarms) => change({ alarms })} onSound={(sound) => change({ sound })} />
          <Seams draft={draft} change={change} />
        </section>
      </fieldset>
      {maySetUp && (
        <footer className="wall-form-foot">
          <button type="submit" className="button button-primary" disabled={body === null || keep.isPending}>
            {t('save')}
          </button>
          {isKept && <Remove wall={wall.id} onRemoved={onRemoved} />}
          {!isKept && <span className="form-hint">{t('byDefault')}</span>}
          {keep.isSuccess && <span role="status">{t('saved')}</span>}
          {isNewer && !keep.isPending && (
            <span className="form-fault wall-changed" role="status">
              {t('newer')}
              <button type="button" className="button" onClick={onReload}>
                {t('loadNewer')}
              </button>
            </span>
          )}
          {keep.error && (
            <span className="form-fault" role="alert">
              {keep.error.message}
            </span>
          )}
        </footer>
      )}
    </form>
  );
}

interface PartProps {
  draft: WallDraft;
  change: (part: Partial<WallDraft>) => void;
}

function Basics({ draft, change }: PartProps) {
  const { t } = useTranslation('wallSetup');
  const campaigns = useCampaigns().data ?? [];
  const grids = useQuery({
    queryKey: ['wall-setup', 'grids'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all([1, 2].map((level) => request(gridRoutes.list, { query: { level, kind: 'basic', limit: 100 }, signal })));
      return pages.flatMap(({ items }) => items);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const dwell = Array.from({ length: DWELL_S.most - DWELL_S.least + 1 }, (_, index) => String(DWELL_S.least + index));
  return (
    <section>
      <h2>{t('basics')}</h2>
      <div className="form-body">
        <InputField
          label={t('name')}
          fault={draft.name.trim() === '' ? t('nameless') : null}
          maxLength={60}
          value={draft.name}
          onChange={(name) => change({ name })}
        />
        <InputField
          label={t('room')}
          fault={draft.room.trim() === '' ? t('nameless') : null}
          hint={t('roomHint')}
          maxLength={60}
          value={draft.room}
          onChange={(room) => change({ room })}
        />
        <SelectField
          label={t('grid')}
          fault={null}
          value={draft.grid}
          options={(grids.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(grid) => change({ grid })}
        />
        <SelectField
          label={t('campaign')}
          fault={null}
          none={t('openRound')}
          value={draft.campaign ?? ''}
          options={campaigns.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(campaign) => change({ campaign: campaign === '' ? null : campaign })}
        />
        <SelectField
          label={t('dwell')}
          fault={null}
          hint={t('dwellHint')}
          value={String(draft.dwellS)}
          options={dwell.map((value) => ({ value, label: t('seconds', { n: value }) }))}
          onChange={(seconds) => change({ dwellS: Number(seconds) })}
        />
        <div className="form-field">
          <span className="wall-form-label">{t('theme')}</span>
          <Segmented
            label={t('theme')}
            value={draft.theme}
            options={[
              { value: 'dark', label: t('themes.dark') },
              { value: 'day', label: t('themes.day') },
            ]}
            onChange={(theme) => change({ theme })}
          />
        </div>
      </div>
    </section>
  );
}

const MOST_TILES = 12;

/** Where displays meet: typed in pixels, or so many displays of one size. */
function Seams({ draft, change }: PartProps) {
  const { t } = useTranslation('wallSetup');
  const [width, height] = canvasOf(draft.layout);
  const counts = Array.from({ length: MOST_TILES }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }));
  const countOf = (text: string): string => String((numbersOf(text)?.length ?? 0) + 1);
  const fault = (text: string): string | null => (numbersOf(text) === null ? t('bezels') : null);
  return (
    <>
      <h2>{t('bezels')}</h2>
      <p className="form-hint">{t('bezelsHint', { canvas: `${width} × ${height}` })}</p>
      <div className="form-body">
        <SelectField
          label={`${t('tiles')} ${t('across')}`}
          fault={null}
          value={countOf(draft.columns)}
          options={counts}
          onChange={(count) => change({ columns: evenSeams(Number(count), width) })}
        />
        <SelectField
          label={`${t('tiles')} ${t('downwards')}`}
          fault={null}
          value={countOf(draft.rows)}
          options={counts}
          onChange={(count) => change({ rows: evenSeams(Number(count), height) })}
        />
        <InputField label={t('columns')} fault={fault(draft.columns)} value={draft.columns} onChange={(columns) => change({ columns })} />
        <InputField label={t('rows')} fault={fault(draft.rows)} value={draft.rows} onChange={(rows) => change({ rows })} />
      </div>
    </>
  );
}

function Remove({ wall, onRemoved }: { wall: number; onRemoved: () => void }) {
  const { t } = useTranslation('wallSetup');
  const remove = useRemoveWall();
  const [isSure, setSure] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => (isSure ? remove.mutate(wall, { onSuccess: onRemoved }) : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {t(isSure ? 'removeSure' : 'remove')}
      </button>
      {remove.error && (
        <span className="form-fault" role="alert">
          {remove.error.message}
        </span>
      )}
    </>
  );
}
