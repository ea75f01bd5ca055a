import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { peopleRoutes } from '#contract/people';
import { request } from '../api/request.ts';
import { workAs } from '../api/work-as.ts';

const SHOWN = 3;

/** Nobody who may compute works here: says so, and offers the planners by name, so that none has to be looked for. */
export function WhoNote() {
  const { t } = useTranslation('planKept');
  const client = useQueryClient();
  const planners = useQuery({
    queryKey: ['people', 'planner'],
    queryFn: ({ signal }) => request(peopleRoutes.list, { query: { role: 'planner', limit: SHOWN }, signal }),
  }).data?.items;
  return (
    <div className="plan-note plan-who" role="status">
      {t('who.text')}{' '}
      {planners?.map((person) => (
        <button
          key={person.id}
          type="button"
          className="button"
          onClick={() => {
            workAs(person);
            void client.invalidateQueries();
          }}
        >
          {t('who.as', { name: person.name })}
        </button>
      ))}{' '}
      {t('who.other')}
    </div>
  );
}
