import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ALLEY_STANDARDS, AlleySort, type AlleyStandard, Cables, NameStatus, Parking } from '#contract/alleys';

/** What the register lists and in which order. All of it is in the URL; what is selected and looked at is the map's state (useMapState). */
export interface RegisterState {
  q: string;
  fails: AlleyStandard[];
  unknown: AlleyStandard[];
  surface: string | null;
  status: (typeof NameStatus.options)[number] | null;
  cables: (typeof Cables.options)[number] | null;
  parking: (typeof Parking.options)[number] | null;
  servedMin: number | null;
  sort: AlleySort;
  isDescending: boolean;
}

export const DEFAULT_REGISTER: RegisterState = {
  q: '',
  fails: [],
  unknown: [],
  surface: null,
  status: null,
  cables: null,
  parking: null,
  servedMin: null,
  sort: 'fails',
  isDescending: true,
};

/** The text after `?` to a state; what cannot be read is as if it were not there. */
export function readRegisterState(search: string): RegisterState {
  const parameters = new URLSearchParams(search);
  const sort = /^(-?)([\w.]+)$/.exec(parameters.get('sort') ?? '');
  const column = AlleySort.options.find((known) => known === sort?.[2]);
  const served = Number(parameters.get('served'));
  return {
    q: parameters.get('q') ?? '',
    fails: standardsOf(parameters.get('fails')),
    unknown: standardsOf(parameters.get('unknown')),
    surface: parameters.get('surface'),
    status: NameStatus.options.find((known) => known === parameters.get('status')) ?? null,
    cables: Cables.options.find((known) => known === parameters.get('cables')) ?? null,
    parking: Parking.options.find((known) => known === parameters.get('parking')) ?? null,
    servedMin: Number.isInteger(served) && served > 0 ? served : null,
    sort: column ?? DEFAULT_REGISTER.sort,
    isDescending: column === undefined ? DEFAULT_REGISTER.isDescending : sort?.[1] === '-',
  };
}

function standardsOf(text: string | null): AlleyStandard[] {
  const named = new Set(text?.split(','));
  return ALLEY_STANDARDS.filter((standard) => named.has(standard));
}

/** A state to its parameters; null takes one away. */
export function writeRegisterState(state: RegisterState): Record<string, string | null> {
  const sort = `${state.isDescending ? '-' : ''}${state.sort}`;
  return {
    q: state.q || null,
    fails: state.fails.join(',') || null,
    unknown: state.unknown.join(',') || null,
    surface: state.surface,
    status: state.status,
    cables: state.cables,
    parking: state.parking,
    served: state.servedMin === null ? null : String(state.servedMin),
    sort: sort === `-${DEFAULT_REGISTER.sort}` ? null : sort,
  };
}

/** Whether anything keeps alleys out of the list. */
export function isFiltered({ sort: _sort, isDescending: _way, ...filters }: RegisterState): boolean {
  return Object.values(writeRegisterState({ ...DEFAULT_REGISTER, ...filters })).some((value) => value !== null);
}

export interface RegisterHandle {
  register: RegisterState;
  /** Changes in place, without a step of the history. */
  change(change: Partial<RegisterState>): void;
}

export function useRegisterState(): RegisterHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      register: readRegisterState(search),
      change: (change) => {
        // From the address bar, not from the closure: two changes within one render must not undo each other.
        const parameters = new URLSearchParams(window.location.search);
        for (const [name, value] of Object.entries(writeRegisterState({ ...readRegisterState(window.location.search), ...change }))) {
          if (value === null) parameters.delete(name);
          else parameters.set(name, value);
        }
        const text = parameters.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
        void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: true });
      },
    }),
    [search, pathname, navigate],
  );
}
