import i18next from 'i18next';
import type { z } from 'zod';
import type { FieldError, RouteContract } from '#contract/http';
import { screenHeaders } from './screen.ts';
import { workingAs } from './work-as.ts';

/** A refusal of the server (RFC 9457), or of the line to it (`/problems/unreachable`, status 0). */
export class Problem extends Error {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];
  /** The things it is about, where the problem names them by `ids`. */
  readonly ids: number[];
  /** Whether the same request may succeed in a moment. A document that does not say leaves it open. */
  readonly mayPass: boolean;

  constructor(body: { type?: string; status?: number; title?: string; detail?: string; errors?: FieldError[]; ids?: number[]; retryable?: boolean }) {
    super(body.detail ?? body.title ?? 'Unknown problem');
    this.name = 'Problem';
    this.type = body.type ?? 'about:blank';
    this.status = body.status ?? 0;
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
    this.ids = body.ids ?? [];
    this.mayPass = body.retryable ?? true;
  }
}

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
export type ResponseOf<Route extends RouteContract> = Route['response'] extends z.ZodType ? z.output<Route['response']> : unknown;

/** Parts a route declares must be given; query values that are undefined are left out of the address. */
export type RequestParts<Route extends RouteContract> = {
  signal?: AbortSignal;
  /** Id of the person whose work this is, where it is not the one chosen now: what a device kept is sent as whoever did it. */
  as?: number;
} & (Route extends { params: infer Schema } ? { params: Input<Schema> } : unknown) &
  (Route extends { query: infer Schema } ? { query?: Input<Schema> } : unknown) &
  (Route extends { body: infer Schema } ? { body: Input<Schema> } : unknown);

interface AnyParts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
  as?: number;
}

/** Address of a route with its parts: `/api/grids/KFQ%2F01?level=2`. For links (`<a href download>`) as well as for request. */
export function addressOf(route: RouteContract, parts: { params?: Record<string, unknown>; query?: Record<string, unknown> } = {}): string {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(parts.params?.[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * Asks a route of a contract. Returns what its `response` schema says; the schema is checked while developing and trusted in production.
 * Throws Problem. An aborted request throws the browser's AbortError, which TanStack Query understands.
 */
export async function request<Route extends RouteContract>(route: Route, parts: RequestParts<Route>): Promise<ResponseOf<Route>> {
  const answer = await send(route, parts as AnyParts, 'application/json');
  const value: unknown = await answer.json();
  if (import.meta.env.DEV && route.response) return route.response.parse(value) as ResponseOf<Route>;
  return value as ResponseOf<Route>;
}

/** The same question answered in another media type (GeoJSON, CSV): the raw response. */
export function requestAs<Route extends RouteContract>(route: Route, parts: RequestParts<Route>, mediaType: string): Promise<Response> {
  return send(route, parts as AnyParts, mediaType);
}

async function send(route: RouteContract, parts: AnyParts, accept: string): Promise<Response> {
  const headers = new Headers({ accept });
  // A refusal comes in the language of the page, whatever the browser's is.
  if (i18next.language) headers.set('accept-language', i18next.language);
  const person = parts.as ?? workingAs()?.id;
  if (person !== undefined) headers.set('X-Work-As', String(person));
  for (const [name, value] of screenHeaders()) headers.set(name, value);
  if (parts.body !== undefined) headers.set('content-type', 'application/json');
  let answer: Response;
  try {
    answer = await fetch(addressOf(route, parts), {
      method: route.method.toUpperCase(),
      headers,
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
      ...(parts.signal ? { signal: parts.signal } : {}),
    });
  } catch (error) {
    if (parts.signal?.aborted) throw error;
    throw new Problem({ type: '/problems/unreachable', status: 0, title: 'Unreachable', detail: String(error) });
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/** The problem of an answer that is not ok; without a problem document its type is `about:blank`. */
export async function problemOf(answer: Response): Promise<Problem> {
  const fallback = { type: 'about:blank', status: answer.status, title: answer.statusText, detail: answer.statusText };
  if (!answer.headers.get('content-type')?.includes('json')) return new Problem(fallback);
  const body: unknown = await answer.json().catch(() => null);
  return new Problem(typeof body === 'object' && body !== null ? { ...fallback, ...body } : fallback);
}
