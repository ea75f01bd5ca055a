import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import { usePlanModel } from '../plan-page/api.ts';
import { planMessages } from '../plan-page/messages.ts';
import { Loaded } from '../ui/load-state.tsx';
import { planReportMessages } from './messages.ts';
import { PaperFrame } from './paper-frame.tsx';
import { Report } from './report.tsx';

addRoom('plan', planMessages);
addRoom('planReport', planReportMessages);

/** `/plan-report?plan=ID`: the report of a saved plan, as sheets of A4. */
export default function PlanReportPage() {
  const { t } = useTranslation('planReport');
  const model = usePlanModel();
  return (
    <PaperFrame title={t('title')}>
      {(report) => (
        <Loaded query={model} bars={[200]}>
          {(known) => <Report report={report} model={known} />}
        </Loaded>
      )}
    </PaperFrame>
  );
}
