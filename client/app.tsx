import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { NotFound, PageFailure } from './shell/failures.tsx';
import { pages } from './shell/pages.ts';
import { Shell } from './shell/shell.tsx';

const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: PageFailure,
    HydrateFallback: () => null,
    children: [
      { index: true, element: <Navigate to={pages[0].path} replace /> },
      ...pages.map(({ path, load }) => ({ path, ErrorBoundary: PageFailure, lazy: async () => ({ Component: (await load()).default }) })),
      { path: '*', Component: NotFound },
    ],
  },
]);

export function App() {
  return <RouterProvider router={router} />;
}
