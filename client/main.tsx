import './polyfills.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { startI18n } from './i18n/i18n.ts';
import { startTheme } from './ui/theme.ts';
import './ui/base.css';

startTheme();
startI18n();

// A wall stands for itself: routes, bar and search are none of its first picture.
const Root = lazy(window.location.pathname === '/wall' ? () => import('./wall/alone.tsx') : async () => ({ default: (await import('./app.tsx')).App }));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <Suspense>
          <Root />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  );
}
