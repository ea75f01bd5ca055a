import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { type MapStateHandle, useMapState } from './map-state.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: ReturnType<typeof createRoot>;
let left: MapStateHandle | undefined;
afterEach(() => act(async () => root.unmount()));

function Alleys() {
  left = useMapState();
  return null;
}

it('a map that comes to rest while its page is left does not fetch the page back', async () => {
  const camera = { lon: 114.65, lat: 33.62, zoom: 16, bearing: 0 };
  window.history.replaceState(null, '', '/alleys?alley=7');
  const router = createBrowserRouter([
    { path: '/alleys', Component: Alleys },
    { path: '/map', element: null },
  ]);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () => root.render(<RouterProvider router={router} />));
  await act(async () => left?.update({ camera }));
  expect(window.location.href).toContain('/alleys?alley=7&at=114.65');
  await act(async () => router.navigate('/map?alley=7&panel=works'));
  await act(async () => left?.update({ camera }));
  expect(window.location.pathname + window.location.search).toBe('/map?alley=7&panel=works');
});
