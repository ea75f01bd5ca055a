/**
 * Colour, type, space and motion of both themes: the only place where a colour is written.
 * CSS reads them as custom properties (applyTheme), the map's style and the drawn icons read the objects.
 * Which role each colour has, and the contrasts it was chosen for, is told in ARCHITECTURE.md, "Visual language".
 */
export type ThemeName = 'light' | 'dark';

type Seven = readonly [string, string, string, string, string, string, string];

export interface Theme {
  name: ThemeName;
  ground: string;
  surface: string;
  raised: string;
  line: string;
  text: string;
  text2: string;
  text3: string;
  accent: string;
  accentInk: string;
  select: string;
  neutral: string;
  level1: string;
  level2: string;
  level3: string;
  level4: string;
  /** Coverage, lowest step first. */
  ramp: Seven;
  /** Ink of a label that lies on a ramp step: dark steps and light steps swap it. */
  rampInk: Seven;
  /** What differs between two plans: out, through the same, to in. */
  diff: Seven;
  hatch: string;
  hatchGround: string;
  /** Outlined mark of a household that was knocked at and not met. */
  tried: string;
  work: { road: string; light: string; water: string; line: string; scene: string; other: string };
  map: {
    landIn: string;
    landOut: string;
    water: string;
    shore: string;
    green: string;
    building: string;
    buildingEdge: string;
    /** A building where somebody is left to visit. */
    buildingUncovered: string;
    road: string;
    roadCasing: string;
    roadOverChoropleth: string;
    alley: string;
    border: string;
    /** Opacity of the borders of levels 1-5. */
    borderOpacity: readonly [number, number, number, number, number];
    /** Opacity of buildings drawn as texture at z 13-14. */
    buildingTexture: { colour: string; opacity: number };
    waterLabel: string;
    /** Under the outline of a drawn shape. */
    shapeCasing: string;
  };
}

const light: Theme = {
  name: 'light',
  ground: '#F4F3EE',
  surface: '#FCFBF8',
  raised: '#FFFFFF',
  line: '#D9D7CE',
  text: '#1D2527',
  text2: '#4A5557',
  text3: '#667072',
  accent: '#1D6B5F',
  accentInk: '#FFFFFF',
  select: '#10181A',
  neutral: '#667072',
  level1: '#A31D1D',
  level2: '#BF5F14',
  level3: '#A88500',
  level4: '#2A66A0',
  ramp: ['#3A2E1C', '#5F4F35', '#83735A', '#A09583', '#B7B1A2', '#D0CEC3', '#E7E8E2'],
  rampInk: ['#FCFBF8', '#FCFBF8', '#FCFBF8', '#1D2527', '#1D2527', '#1D2527', '#1D2527'],
  diff: ['#8A4B12', '#BE8A4E', '#E3CDAA', '#ECEAE4', '#B5CBD0', '#6E9CA8', '#2C6473'],
  hatch: '#B9B4A8',
  hatchGround: '#F1EFE9',
  tried: '#3A2E1C',
  work: { road: '#5F7FA6', light: '#8A6A14', water: '#1F6E72', line: '#553578', scene: '#4C6E34', other: '#667072' },
  map: {
    landIn: '#EFEDE6',
    landOut: '#F4F3EE',
    water: '#C9DADC',
    shore: '#A9C2C6',
    green: '#DDE5D5',
    building: '#E3DFD5',
    buildingEdge: '#B5AF9F',
    buildingUncovered: '#BFA984',
    road: '#FFFFFF',
    roadCasing: '#D6D2C6',
    roadOverChoropleth: '#F4F3EE',
    alley: '#CFCABC',
    border: '#2B3436',
    borderOpacity: [0.92, 0.75, 0.5, 0.3, 0.22],
    buildingTexture: { colour: '#1D2527', opacity: 0.1 },
    waterLabel: '#4F7479',
    shapeCasing: '#FFFFFF',
  },
};

const dark: Theme = {
  name: 'dark',
  ground: '#12171A',
  surface: '#191F22',
  raised: '#22292D',
  line: '#323B40',
  text: '#E9ECE8',
  text2: '#B4BDBB',
  text3: '#8B9694',
  accent: '#6CC7B2',
  accentInk: '#0E211D',
  select: '#FFFFFF',
  neutral: '#A7B1AF',
  level1: '#F0655A',
  level2: '#E89A4E',
  level3: '#E6CF6B',
  level4: '#86B4E0',
  ramp: ['#F3E8C8', '#D3CDAE', '#AFB39C', '#8A998D', '#687F7D', '#48646A', '#2C4852'],
  rampInk: ['#12171A', '#12171A', '#12171A', '#E9ECE8', '#E9ECE8', '#E9ECE8', '#E9ECE8'],
  diff: ['#F0A860', '#B87F4C', '#6E5640', '#333B3F', '#3F6772', '#5A9DAE', '#8AD4E6'],
  hatch: '#465256',
  hatchGround: '#1E2528',
  tried: '#F3E8C8',
  work: { road: '#A9BDD3', light: '#D8BF78', water: '#6FB2B5', line: '#9678B8', scene: '#9DBB86', other: '#A7B1AF' },
  map: {
    landIn: '#171D20',
    landOut: '#14191C',
    water: '#1D3138',
    shore: '#2A444D',
    green: '#1B2823',
    building: '#2B3337',
    buildingEdge: '#3A4449',
    buildingUncovered: '#6A6650',
    road: '#2B3438',
    roadCasing: '#171D20',
    roadOverChoropleth: '#151B1E',
    alley: '#3A4449',
    border: '#DCE3DF',
    borderOpacity: [0.92, 0.75, 0.42, 0.22, 0.16],
    buildingTexture: { colour: '#000000', opacity: 0.13 },
    waterLabel: '#7FA3AB',
    shapeCasing: '#FFFFFF',
  },
};

export const themes: Record<ThemeName, Theme> = { light, dark };

/** Sizes in CSS pixels; line heights belong to sizes. */
export const type = {
  family: '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  caption: [13, 20],
  body: [14, 22],
  panelTitle: [16, 24],
  pageTitle: [18, 28],
  figure: [26, 38],
  answer: [52, 60],
} as const;

export const space = [4, 8, 12, 16, 20, 28, 36, 48] as const;

export const motion = {
  hoverMs: 120,
  panelMs: 200,
  listMs: 320,
  flightMs: [900, 1600],
  ease: 'cubic-bezier(.2,0,0,1)',
  camera: 'cubic-bezier(.4,0,.2,1)',
} as const;

/** The custom properties of a theme, name to value: `--ground`, `--text-2`, `--ramp-1` … `--ramp-7`, `--level-1`, `--work-road`, `--type-body`, `--space-4`. */
export function cssVariables(theme: Theme): Record<string, string> {
  const variables: Record<string, string> = {
    '--ground': theme.ground,
    '--surface': theme.surface,
    '--raised': theme.raised,
    '--line': theme.line,
    '--text': theme.text,
    '--text-2': theme.text2,
    '--text-3': theme.text3,
    '--accent': theme.accent,
    '--accent-ink': theme.accentInk,
    '--select': theme.select,
    '--neutral': theme.neutral,
    '--level-1': theme.level1,
    '--level-2': theme.level2,
    '--level-3': theme.level3,
    '--level-4': theme.level4,
    '--hatch': theme.hatch,
    '--hatch-ground': theme.hatchGround,
    '--tried': theme.tried,
    '--font': type.family,
    '--ease': motion.ease,
    '--hover-ms': `${motion.hoverMs}ms`,
    '--panel-ms': `${motion.panelMs}ms`,
  };
  theme.ramp.forEach((colour, index) => {
    variables[`--ramp-${index + 1}`] = colour;
  });
  theme.diff.forEach((colour, index) => {
    variables[`--diff-${index + 1}`] = colour;
  });
  for (const [family, colour] of Object.entries(theme.work)) variables[`--work-${family}`] = colour;
  for (const [name, value] of Object.entries(type)) {
    if (typeof value !== 'string') variables[`--type-${kebab(name)}`] = `${value[0]}px/${value[1]}px var(--font)`;
  }
  for (const step of space) variables[`--space-${step}`] = `${step}px`;
  return variables;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Sets the properties on the root element, through the CSSOM so that a strict style-src policy holds. */
export function applyTheme(theme: Theme, root: HTMLElement = document.documentElement): void {
  root.dataset.theme = theme.name;
  root.style.colorScheme = theme.name;
  for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value);
}
