import { createHash, randomBytes, randomInt } from 'node:crypto';

const TOKEN_BYTES = 24;
const CODES = 1_000_000;
const DIGITS = 6;

/** A token nobody can guess, fit for an address. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
/** What is kept of a token or a device: enough to know it again, not enough to use it. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
export const newCode = (): string => String(randomInt(CODES)).padStart(DIGITS, '0');
