// The entry of a planning thread: threads do not inherit the TypeScript loader, so it is registered here (plain JavaScript for that reason).
import { register } from 'tsx/esm/api';

register();
await import('./solver-thread.ts');
