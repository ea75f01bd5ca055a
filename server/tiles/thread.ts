import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import type { TileLayer } from './contract.ts';
import type { LayerCopy } from './copy.ts';
import { TileEncoder } from './encoder.ts';
import { PointBuilder } from './point-builder.ts';
import { ShapeBuilder } from './shape-builder.ts';
import type { BuildStart, EncodedTile, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages.ts';

/** A thread of the tile room: it builds copies or encodes tiles, whichever it is asked for. Started by thread-client.ts through thread.mjs. */
const encoder = new TileEncoder();
const copies = new Map<TileLayer, LayerCopy>();
let building: { start: BuildStart; builder: PointBuilder | ShapeBuilder } | null = null;

function run(task: ThreadTask): LayerCopy | EncodedTile | null {
  switch (task.type) {
    case 'begin':
      building = { start: task.start, builder: begin(task.start) };
      return null;
    case 'page':
      if (building?.builder instanceof PointBuilder && task.page.kind === 'points') building.builder.add(task.page);
      else if (building?.builder instanceof ShapeBuilder && task.page.kind === 'shapes') building.builder.add(task.page);
      else throw new Error(`a page of ${task.page.kind} does not belong to what is being built`);
      return null;
    case 'finish': {
      if (building === null) throw new Error('nothing is being built');
      const { start, builder } = building;
      building = null;
      return builder.finish(start.layer, start.revision);
    }
    case 'use':
      copies.set(task.copy.layer, task.copy);
      return null;
    case 'encode': {
      const copy = copies.get(task.layer);
      if (copy === undefined) throw new Error(`no copy of ${task.layer}`);
      const tile = encoder.encode(copy, task.z, task.x, task.y);
      return { body: tile === null ? null : compressed(tile) };
    }
  }
}

function begin({ rules, fieldNames, previous }: BuildStart): PointBuilder | ShapeBuilder {
  const touched = new Set(previous?.touched);
  if (rules === null) {
    const builder = new PointBuilder(fieldNames);
    if (previous?.copy.geometry === 'point') builder.keep(previous.copy, touched);
    return builder;
  }
  const builder = new ShapeBuilder(fieldNames, rules);
  if (previous?.copy.geometry === 'shape') builder.keep(previous.copy, touched);
  return builder;
}

/** Level 1: half the time of the default for a tenth more bytes. In memory of its own, so that it can be handed over and not copied. */
function compressed(tile: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(tile, { level: 1 }));
}

parentPort?.on('message', ({ id, ...task }: ThreadRequest) => {
  try {
    const result = run(task);
    const reply: ThreadReply = { id, result };
    parentPort?.postMessage(reply, result !== null && 'body' in result && result.body !== null ? [result.body.buffer] : []);
  } catch (error) {
    const reply: ThreadReply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    parentPort?.postMessage(reply);
  }
});
