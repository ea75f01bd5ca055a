import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wallRoutes } from '#contract/walls';
import { request } from '../api/request.ts';
import { QrCode } from '../contact-card/qr-code.tsx';
import { useWords } from './words.ts';

/** The code that makes a phone the remote control of this room, as a picture and as digits. */
export default function PairingPanel({ wall, onClose }: { wall: number | undefined; onClose: () => void }) {
  const { t } = useTranslation('wall');
  const words = useWords();
  const { data } = useQuery({
    queryKey: ['wall', 'pairing', wall ?? null],
    queryFn: ({ signal }) => request(wallRoutes.pair, { query: { wall }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const address = data && new URL(data.path, window.location.origin).href;
  return (
    <aside className="w-pairing" aria-label={t('pair.title')}>
      <h2>{t('pair.title')}</h2>
      {address && <QrCode text={address} label={t('pair.title')} />}
      {data && <p>{t('pair.text', { path: `${window.location.host}/remote` })}</p>}
      {data && <b className="w-pairing-code">{data.code}</b>}
      {data && <p>{t('pair.valid', { time: words.clock(data.expiresAt) })}</p>}
      <button type="button" className="button" onClick={onClose}>
        {t('pair.close')}
      </button>
    </aside>
  );
}
