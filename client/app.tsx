import { createBrowserRouter, Navigate, type RouteObject, RouterProvider } from 'react-router';
import { NotFound, PageFailure } from './shell/failures.tsx';
import { type Page, pages } from './shell/pages.ts';
import { Shell } from './shell/shell.tsx';

const nothing = () => null;
const routeOf = ({ path, load }: Page): RouteObject => ({
  path,
  ErrorBoundary: PageFailure,
  HydrateFallback: nothing,
  lazy: async () => ({ Component: (await load()).default }),
});

const router = createBrowserRouter([
  ...pages.filter((page) => page.frame === 'bare').map(routeOf),
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: PageFailure,
    HydrateFallback: nothing,
    children: [
      { index: true, element: <Navigate to={pages[0].path} replace /> },
      ...pages.filter((page) => page.frame !== 'bare').map(routeOf),
      { path: '*', Component: NotFound },
    ],
  },
]);

export function App() {
  return <RouterProvider router={router} />;
}
