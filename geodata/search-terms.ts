import { pinyin } from 'pinyin-pro';

const CHINESE = /[\u3400-\u9fff]/;
const cache = new Map<string, string>();

/** Pinyin without tones and its initials: '许寨' → 'xuzhai xz'. '' for text without Chinese characters. */
function soundsOf(text: string): string {
  if (!CHINESE.test(text)) return '';
  const known = cache.get(text);
  if (known !== undefined) return known;
  const full = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('');
  const initials = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('');
  const sounds = `${full} ${initials}`.toLowerCase();
  cache.set(text, sounds);
  return sounds;
}

/** What a search looks through: the texts themselves (names, codes, addresses; what is no text is left out), and how they sound, in lower case and separated by blanks. */
export function searchTerms(texts: readonly unknown[]): string {
  const given = texts.filter((text): text is string => typeof text === 'string' && text !== '').map((text) => text.toLowerCase());
  return [...new Set([...given, ...given.map(soundsOf).filter((sounds) => sounds !== '')])].join(' ');
}
