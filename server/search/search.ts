import { likeLiteral } from '../db/like.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { SearchHit } from './contract.ts';

const searchFile = sqlFile<SearchHit>(import.meta.url, './search.sql');

/**
 * The best hits for what was typed, at most `limit`. One word is first sought where a term begins, which is what most people type and ranks before
 * everything else; only when that does not fill the list, and for several words, inside terms too (then by the longest word).
 */
export async function search(db: Database, typed: string, limit: number): Promise<SearchHit[]> {
  const text = typed.toLowerCase();
  const words = text.split(/\s+/);
  const patterns = words.map((word) => `%${likeLiteral(word)}%`);
  const seek = (sought: string): Promise<SearchHit[]> => searchFile(db, { typed, text, literal: likeLiteral(text), words, patterns, sought, limit });
  if (words.length === 1) {
    const begun = await seek(` ${text}`);
    if (begun.length === limit) return begun;
  }
  return seek(words.reduce((longest, word) => (word.length > longest.length ? word : longest)));
}
