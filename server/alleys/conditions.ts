import { z } from 'zod';
import { STANDARDS } from '#geodata/standards/names';

export const AlleyStandard = z.enum(STANDARDS);
export type AlleyStandard = z.infer<typeof AlleyStandard>;
export const Condition = z.enum(['meets', 'fails', 'unknown']);
export type Condition = z.infer<typeof Condition>;
