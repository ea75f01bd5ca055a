import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import WallPage from './page.tsx';

/** Nobody stands before a wall to press a button: a page that broke is loaded again. */
const AGAIN_MS = 30_000;

/** `/wall` as the whole of the page, without routes and without the bar: a screen that shows one thing all day loads neither. */
export default function WallAlone() {
  return (
    <Standing>
      <WallPage />
    </Standing>
  );
}

class Standing extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(): void {
    setTimeout(() => window.location.reload(), AGAIN_MS);
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <Broken text={error.message} />;
  }
}

function Broken({ text }: { text: string }) {
  const { t } = useTranslation('wall');
  return (
    <main className="wall w-refusal" role="alert">
      <h1>{t('problem.broken')}</h1>
      <p>{text}</p>
    </main>
  );
}
