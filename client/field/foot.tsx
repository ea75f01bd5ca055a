import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfflineState } from '../offline/register.ts';
import { LanguageSwitch, ThemeSwitch } from '../shell/appearance.tsx';

/** Below the lists: whether the page opens without a network, language and theme. */
export function PageFoot({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('field');
  const { kind } = useOfflineState();
  return (
    <footer className="field-foot">
      {children}
      <p className="field-muted" data-offline={kind}>
        {t(`offline.${kind}`)}
      </p>
      <div className="field-foot-line">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </footer>
  );
}
