/** Counting words of the catalogue in English; what is not here (m, km, t) is the same in both languages. */
const ENGLISH: Readonly<Record<string, string>> = {
  '㎡': 'm²',
  栋: 'buildings',
  台: 'sets',
  座: 'structures',
  个: 'pieces',
  条: 'lines',
  棵: 'trees',
  株: 'plants',
  处: 'places',
  辆: 'vehicles',
  亩: 'mu',
  块: 'pieces',
  户: 'households',
  盏: 'lamps',
  件: 'items',
};

/** A unit as a reader of the language writes it behind a figure. */
export function unitWord(unit: string, language: string): string {
  return language === 'en' ? (ENGLISH[unit] ?? unit) : unit;
}
