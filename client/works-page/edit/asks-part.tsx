import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { alleyRoutes } from '#contract/alleys';
import { type Issue, issueRoutes } from '#contract/issues';
import { request } from '../../api/request.ts';
import { addRoom } from '../../i18n/i18n.ts';
import { issuePanelMessages } from '../../issues/panel-messages.ts';
import { boxAround, type WorkPlace } from './draft.ts';

addRoom('issuePanel', issuePanelMessages);
/** What is reported this near a place may be what a work there answers. */
const NEAR_M = 50;
const MOST_FOUND = 50;
const SHOWN = 6;

interface AsksPartProps {
  issueIds: readonly number[];
  place: WorkPlace;
  onChange: (issueIds: number[]) => void;
}

/** Which issues asked for a work: those that are named, and open ones close to its place to choose from. */
export function AsksPart({ issueIds, place, onChange }: AsksPartProps) {
  const { t } = useTranslation(['workEdit', 'issuePanel']);
  const near = useIssuesNear(place).filter(({ id }) => !issueIds.includes(id));
  const named = useQueries({
    queries: issueIds.map((id) => ({
      queryKey: ['issue', id, undefined],
      queryFn: ({ signal }: { signal: AbortSignal }) => request(issueRoutes.detail, { params: { id }, query: {}, signal }),
    })),
  });
  const words = ({ title, state, code }: Issue) => `${title} ${t(`issuePanel:states.${state}`)} ${code}`;
  return (
    <section className="form-part">
      <h3>{t('asks.title')}</h3>
      <div className="form-whole">
        {issueIds.length === 0 ? (
          <p className="form-note">{t('asks.none')}</p>
        ) : (
          <ul className="work-asks">
            {issueIds.map((id, index) => {
              const issue = named[index]?.data;
              const name = issue === undefined ? String(id) : words(issue);
              return (
                <li key={id}>
                  <span>{name}</span>
                  <button
                    type="button"
                    className="form-remove"
                    aria-label={t('asks.remove', { name })}
                    title={t('asks.remove', { name })}
                    onClick={() => onChange(issueIds.filter((one) => one !== id))}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        {near.length > 0 && (
          <>
            <p className="form-note">{t(place.of === 'grid' ? 'asks.inGrid' : 'asks.near', { metres: NEAR_M })}</p>
            <ul className="work-asks">
              {near.slice(0, SHOWN).map((issue) => (
                <li key={issue.id}>
                  <button type="button" className="row-link" onClick={() => onChange([...issueIds, issue.id])}>
                    {t('asks.add', { name: words(issue) })}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

/** Open issues at the place of a work, the nearest first where the server knows how near they are. */
function useIssuesNear(place: WorkPlace): Issue[] {
  const { data } = useQuery({
    queryKey: ['issues-near-work', place.of === 'alley' ? place.alley.id : place],
    queryFn: async ({ signal }) => {
      if (place.of === 'alley')
        return (await request(alleyRoutes.issues, { params: { id: place.alley.id }, query: { distance_m: NEAR_M, limit: MOST_FOUND }, signal })).items;
      const where = place.of === 'grid' ? { grid: place.code } : { bbox: place.of === 'drawn' ? boxAround(place.geometry, NEAR_M) : undefined };
      return (await request(issueRoutes.list, { query: { ...where, open: 'true', limit: MOST_FOUND }, signal })).items;
    },
    enabled: place.of !== 'none',
  });
  return (data ?? []).filter(({ closedAt }) => closedAt === null);
}
