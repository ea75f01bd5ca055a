import { describe, expect, it } from 'vitest';
import { cssVariables, type Theme, themes } from './tokens.ts';

/** WCAG 2 contrast of two `#rrggbb`. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.values(themes))('tokens, $name', (theme: Theme) => {
  it('keeps all text readable on every surface', () => {
    const pairs = [theme.text, theme.text2, theme.text3].flatMap((ink) => [theme.ground, theme.surface, theme.raised].map((paper) => contrast(ink, paper)));
    expect(Math.min(...pairs)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.accentInk, theme.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps marks visible on the ground', () => {
    for (const level of [theme.level1, theme.level2, theme.level3, theme.level4, theme.neutral])
      expect(contrast(level, theme.ground)).toBeGreaterThanOrEqual(3);
  });

  it('falls or rises strictly in lightness along the coverage ramp', () => {
    const ground = theme.ramp.map((step) => contrast(step, theme.ground));
    expect(ground).toEqual([...ground].sort((a, b) => b - a));
  });

  it('is known to CSS under the same names in both themes', () => {
    expect(Object.keys(cssVariables(theme))).toEqual(Object.keys(cssVariables(themes.light)));
    expect(Object.values(cssVariables(theme))).not.toContain(undefined);
  });
});
