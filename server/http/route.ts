import type { Request, Response, Router } from 'express';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Actor, WithActor } from '../db/actor.ts';
import type { RouteContract } from './contract.ts';
import { parseBody, parseHeaders, parseParams, parseQuery } from './validate.ts';

/** What every room is given. */
export interface RoomDependencies {
  withActor: WithActor;
  /** The moment of the request: lateness and "as of" take it from here, so that tests can set it. */
  now: () => Date;
}

/** What may be sent where the contract says T: timestamps are Dates until JSON.stringify makes them text. */
export type Sendable<T> = string extends T ? T | Date : T extends readonly (infer Item)[] ? Sendable<Item>[] : T extends object ? SendableObject<T> : T;
type SendableObject<T> = { [Key in keyof T]: Sendable<T[Key]> };

type Parsed<Contract, Part extends string> = Contract extends { [Key in Part]: infer Schema extends z.ZodType } ? z.output<Schema> : undefined;
type Answer<Contract> = Contract extends { response: infer Schema extends z.ZodType } ? Sendable<z.output<Schema>> : never;

/** One request, parsed by its contract. */
export interface Call<Contract extends RouteContract> {
  params: Parsed<Contract, 'params'>;
  query: Parsed<Contract, 'query'>;
  body: Parsed<Contract, 'body'>;
  headers: Parsed<Contract, 'headers'>;
  actor: Actor;
  /** One transaction as the actor. Never call it inside itself: the embedded engine has one connection. */
  transact: <Result>(run: (db: Knex.Transaction) => Promise<Result>) => Promise<Result>;
  now: Date;
  request: Request;
  response: Response;
}

/** The actor that server/http/actor.ts put on the response. */
export const actorOf = (response: Response): Actor => response.locals.actor as Actor;

/**
 * Puts a handler on its contract's path. The handler returns the JSON body, or undefined when it has sent something else itself.
 * Express adds a weak ETag and answers 304 for JSON.
 */
export function mount<Contract extends RouteContract>(
  router: Router,
  contract: Contract,
  { withActor, now }: RoomDependencies,
  handle: (call: Call<Contract>) => Promise<Answer<Contract> | undefined>,
): void {
  router[contract.method](contract.path, async (request, response) => {
    const actor = actorOf(response);
    const answer = await handle({
      params: (contract.params && parseParams(contract.params, request)) as Parsed<Contract, 'params'>,
      query: (contract.query && parseQuery(contract.query, request)) as Parsed<Contract, 'query'>,
      body: (contract.body && parseBody(contract.body, request)) as Parsed<Contract, 'body'>,
      headers: (contract.headers && parseHeaders(contract.headers, request)) as Parsed<Contract, 'headers'>,
      actor,
      transact: (run) => withActor(actor, run),
      now: now(),
      request,
      response,
    });
    if (answer !== undefined) response.json(answer);
  });
}
