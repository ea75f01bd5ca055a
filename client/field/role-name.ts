import { useTranslation } from 'react-i18next';
import type { shellMessages } from '../shell/messages.ts';

type Role = keyof typeof shellMessages.zh.roles;

/** What a role is called; its code where the program does not know it. */
export function useRoleName(): (role: string) => string {
  const { t, i18n } = useTranslation('shell');
  return (role) => (i18n.exists(`shell:roles.${role}`) ? t(`roles.${role as Role}`) : role);
}
