import type { Shelf } from './shelf.ts';

const LOCK = 'alleygrid.field.sender';
const LEASE = 'sender-lease';
const LEASE_MS = 20_000;
const RENEW_MS = 6_000;
const AGAIN_MS = 3_000;

interface Lease {
  holder: string;
  until: number;
}

/**
 * Runs one sender at a time among all pages of the browser: by a Web Lock, or, where there is none (plain HTTP), by a lease on the shelf that runs
 * out when its page has died. Should two ever overlap, the ids that clients make keep anything from being stored twice.
 */
export function withSenderLock(shelf: Shelf, me: string, run: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? underLease(shelf, me, run) : locks.request(LOCK, run);
}

async function underLease(shelf: Shelf, me: string, run: () => Promise<void>): Promise<void> {
  while (!(await take(shelf, me))) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  const renewal = setInterval(() => void take(shelf, me), RENEW_MS);
  try {
    await run();
  } finally {
    clearInterval(renewal);
    await shelf.update('kept', LEASE, (now) => (leaseOf(now?.value)?.holder === me ? undefined : now));
  }
}

async function take(shelf: Shelf, me: string): Promise<boolean> {
  const { after } = await shelf.update('kept', LEASE, (now) => {
    const lease = leaseOf(now?.value);
    const time = Date.now();
    // A lease from the future is one from before the clock was set back.
    if (lease !== null && lease.holder !== me && lease.until > time && lease.until <= time + LEASE_MS) return now;
    return { key: LEASE, format: 1, at: '', value: { holder: me, until: time + LEASE_MS } satisfies Lease };
  });
  return leaseOf(after?.value)?.holder === me;
}

function leaseOf(value: unknown): Lease | null {
  return typeof value === 'object' && value !== null && 'holder' in value ? (value as Lease) : null;
}
