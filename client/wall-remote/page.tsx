import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addRoom } from '../i18n/i18n.ts';
import { wallMessages } from '../wall/messages.ts';
import { wallMapMessages } from '../wall-map/messages.ts';
import { wallSetupMessages } from '../wall-setup/messages.ts';
import { joinRoom, keepRemote, keptRemote, useRemote } from './api.ts';
import { Controls } from './controls.tsx';
import { wallRemoteMessages } from './messages.ts';
import './remote.css';

addRoom('wall', wallMessages);
addRoom('wallMap', wallMapMessages);
addRoom('wallRemote', wallRemoteMessages);
// Whom to ring is asked for as on the page of the officer on duty.
addRoom('wallSetup', wallSetupMessages);

const DIGITS = /^\d{6}$/;

/** `/remote`, `/remote?code=123456`: a phone that steers the walls of a room. */
export default function RemotePage() {
  const [token, setToken] = useState(() => {
    const kept = keptRemote();
    // Said before the first question.
    if (kept !== null) keepRemote(kept);
    return kept;
  });
  const leave = (): void => {
    keepRemote(null);
    setToken(null);
  };
  return <main className="remote">{token === null ? <Join onJoined={setToken} /> : <Joined onLeave={leave} />}</main>;
}

function Join({ onJoined }: { onJoined: (token: string) => void }) {
  const { t } = useTranslation('wallRemote');
  const [code, setCode] = useState(() => new URLSearchParams(window.location.search).get('code') ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const join = async (): Promise<void> => {
    setAsking(true);
    try {
      onJoined(await joinRoom(code));
    } catch (error) {
      setFailure(t('failed', { why: (error as Error).message }));
      setAsking(false);
    }
  };
  return (
    <form
      className="remote-join"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <h1>{t('title')}</h1>
      <p>{t('howTo')}</p>
      <label htmlFor="remote-code">{t('code')}</label>
      <input
        id="remote-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
      />
      {failure && <p role="alert">{failure}</p>}
      <button type="submit" className="remote-main" disabled={!DIGITS.test(code) || isAsking}>
        {t('join')}
      </button>
    </form>
  );
}

function Joined({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('wallRemote');
  const remote = useRemote();
  if (remote.error !== null && remote.data === undefined) {
    return (
      <div className="remote-join" role="alert">
        <h1>{t('title')}</h1>
        <p>{t('ended')}</p>
        <button type="button" className="remote-main" onClick={onLeave}>
          {t('leave')}
        </button>
      </div>
    );
  }
  return remote.data ? <Controls remote={remote.data} onLeave={onLeave} /> : null;
}
