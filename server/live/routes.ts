import { type Request, type Response, Router } from 'express';
import { findCampaign } from '../coverage/campaigns.ts';
import { ANONYMOUS, type WithActor } from '../db/actor.ts';
import { problems } from '../http/problem.ts';
import { parseQuery } from '../http/validate.ts';
import { type LiveEvent, LiveQuery, liveRoutes } from './contract.ts';
import { Follower, type StampedEvent } from './follower.ts';
import { type Message, Ring } from './ring.ts';
import { Stream } from './stream.ts';

const REMEMBERED = 10_000;
const HEARTBEAT_MS = 15_000;
/** Streams at once: each is a socket and some kilobytes, and one browser needs one. */
const MOST_STREAMS = 2_000;

export interface LiveOptions {
  withActor: WithActor;
  /** A tile layer was changed, here or by another server. */
  onLayer?: (layer: string) => void;
  /** Types of events that were committed, here or by another server. */
  onEvents?: (types: string[]) => void;
  /** The database stopped answering (an error), or answers again (null). */
  onHealth?: (error: unknown) => void;
  mostStreams?: number;
  heartbeatMs?: number;
}

export interface LiveRouter {
  router: Router;
  /** Ends every stream, folds no more. */
  close(): Promise<void>;
}

/** `GET /api/live`, and the follower behind it. Mount it before anything that compresses: a stream must not wait for a full block. */
export async function liveRouter(options: LiveOptions): Promise<LiveRouter> {
  const streams = new Set<Stream>();
  let ring = new Ring(REMEMBERED);
  let ringEpoch = '';
  const follower = new Follower({
    withActor: options.withActor,
    remembered: REMEMBERED,
    isWatched: () => streams.size > 0,
    onStart: (events, newest, epoch) => {
      ringEpoch = epoch;
      ring = new Ring(REMEMBERED, (events[0]?.seq ?? newest + 1) - 1);
      ring.push(events.map(messageOf));
      for (const stream of streams) stream.line('resync');
    },
    onEvents: (events) => {
      const messages = events.map(messageOf);
      ring.push(messages);
      for (const stream of streams) stream.send(messages);
      options.onEvents?.(events.map(({ type }) => type));
      for (const { type, payload } of events) if (type === 'layer') options.onLayer?.(String(payload.layer));
    },
    onHealth: (error) => {
      options.onHealth?.(error);
      beat();
    },
  });
  const lineFrame = (type: 'hello' | 'heartbeat' | 'resync') =>
    frame(ring.newest, { type, epoch: ringEpoch, time: new Date().toISOString(), asOf: follower.answeredAt.toISOString() });
  const beat = () => {
    for (const stream of streams) stream.line('heartbeat');
  };
  await follower.start();
  const heartbeat = setInterval(beat, options.heartbeatMs ?? HEARTBEAT_MS);

  const router = Router();
  router.get(liveRoutes.live.path, async (request, response) => {
    if (streams.size >= (options.mostStreams ?? MOST_STREAMS)) {
      response.set('Retry-After', '10');
      throw problems.busy(`${streams.size} live streams are open, which is the most this server keeps. Ask again in a moment.`);
    }
    const { after, epoch, scope, campaign } = parseQuery(LiveQuery, request);
    const campaignId = campaign === undefined ? null : (await options.withActor(ANONYMOUS, (db) => findCampaign(db, campaign))).id;
    const known = lastEventId(request) ?? after;
    const stream = new Stream(response, { scope: scope ?? '', campaignId }, lineFrame);
    streams.add(stream);
    onGone(response, () => streams.delete(stream));
    const isOtherHistory = epoch !== undefined && epoch !== ringEpoch;
    stream.open(known === undefined ? [] : isOtherHistory ? null : ring.after(known));
  });
  return {
    router,
    close: async () => {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
      streams.clear();
      await follower.close();
    },
  };
}

/** EventSource repeats the id it was given; anything else is another server's and begins anew. */
function lastEventId(request: Request): number | undefined {
  const text = request.get('last-event-id');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function onGone(response: Response, forget: () => void): void {
  response.once('close', forget);
  response.once('error', forget);
}

function messageOf({ seq, type, path, payload }: StampedEvent): Message {
  const data = { type, ...(path === null && type !== 'visit' ? {} : { path }), ...payload };
  return {
    seq,
    path,
    campaignId: typeof payload.campaignId === 'number' && payload.campaignId > 0 ? payload.campaignId : null,
    frame: frame(seq, data as LiveEvent),
  };
}

function frame(seq: number, data: LiveEvent): string {
  return `id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`;
}
