import { lafayette } from './lafayette.ts';
import type { Recipe } from './recipe.ts';
import { shanghai } from './shanghai.ts';
import { taipei } from './taipei.ts';
import { washington, washingtonCensus } from './washington.ts';

export const RECIPES: readonly Recipe[] = [washington, washingtonCensus, taipei, shanghai, lafayette];
