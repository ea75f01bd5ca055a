import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallLink } from '#contract/walls';
import { QrCode } from '../contact-card/qr-code.tsx';
import { Loaded } from '../ui/load-state.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useAddLink, useLinks, useRevokeLink } from './api.ts';

/** Links of a wall: made, copied once, watched, taken back. */
export function Links({ wall }: { wall: number }) {
  const { t } = useTranslation('wallSetup');
  const links = useLinks(wall);
  const add = useAddLink(wall);
  const [label, setLabel] = useState('');
  /** null: not tried yet. */
  const [copied, setCopied] = useState<boolean | null>(null);
  const address = useRef<HTMLInputElement>(null);
  /** Over plain HTTP a browser has no clipboard for pages: then the old way, and at last by hand. */
  const copy = async (url: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      address.current?.select();
      setCopied(document.execCommand('copy'));
    }
  };
  return (
    <section className="wall-links">
      <h2>{t('links')}</h2>
      <p className="form-hint">{t('linksHint')}</p>
      <form
        className="link-form"
        onSubmit={(event) => {
          event.preventDefault();
          setCopied(null);
          add.mutate(label, { onSuccess: () => setLabel('') });
        }}
      >
        <input
          className="field"
          aria-label={t('label')}
          placeholder={t('label')}
          maxLength={60}
          value={label}
          onChange={({ target }) => setLabel(target.value)}
        />
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          {t('makeLink')}
        </button>
      </form>
      {add.error && (
        <p className="form-fault" role="alert">
          {add.error.message}
        </p>
      )}
      {add.data && (
        <div className="new-link" role="status">
          <QrCode text={add.data.url} label={add.data.url} />
          <div>
            <p>{t('once')}</p>
            <input ref={address} className="field" readOnly aria-label={t('links')} value={add.data.url} onFocus={({ target }) => target.select()} />
            <button type="button" className="button" onClick={() => void copy(add.data.url)}>
              {t(copied === true ? 'copied' : 'copy')}
            </button>
            {copied === false && <p className="form-fault">{t('copyFailed')}</p>}
          </div>
        </div>
      )}
      <Loaded query={links} bars={[44, 44]}>
        {(items) => (items.length === 0 ? <p className="form-hint">{t('noLinks')}</p> : <LinkRows wall={wall} items={items} />)}
      </Loaded>
    </section>
  );
}

function LinkRows({ wall, items }: { wall: number; items: readonly WallLink[] }) {
  const { t } = useTranslation('wallSetup');
  const format = useFormat();
  const revoke = useRevokeLink(wall);
  const [sure, setSure] = useState<number | null>(null);
  const told = ({ boundAt, lastSeenAt, revokedAt }: WallLink): string => {
    if (revokedAt !== null) return t('revoked', { time: format.moment(revokedAt) });
    if (boundAt === null) return t('unbound');
    return [t('bound', { time: format.moment(boundAt) }), ...(lastSeenAt === null ? [] : [t('seen', { time: format.moment(lastSeenAt) })])].join('　');
  };
  return (
    <>
      {revoke.error && (
        <p className="form-fault" role="alert">
          {revoke.error.message}
        </p>
      )}
      <ul className="link-rows">
        {items.map((link) => (
          <li key={link.id} data-revoked={link.revokedAt !== null || undefined}>
            <span>
              <b>{link.label ?? t('unnamed')}</b>
              <small>{told(link)}</small>
            </span>
            {link.revokedAt === null && (
              <button
                type="button"
                className="button"
                disabled={revoke.isPending}
                onClick={() => (sure === link.id ? revoke.mutate(link.id) : setSure(link.id))}
                onBlur={() => setSure(null)}
              >
                {t(sure === link.id ? 'revokeSure' : 'revoke')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
