// The entry of a tile thread: threads do not inherit the TypeScript loader, so it is registered here (plain JavaScript for that reason).
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
