import { Worker } from 'node:worker_threads';
import type { LayerCopy } from './copy.ts';
import type { EncodedTile, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages.ts';

interface Waiting {
  resolve(result: LayerCopy | EncodedTile | null): void;
  reject(error: Error): void;
}

/** One thread and the questions it has not answered yet. It never keeps the process alive by itself. */
export class ThreadClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private failure: Error | null = null;

  constructor(name: string) {
    // No execArgv: --import tsx of the main thread fails in a thread of Node 20, thread.mjs registers it.
    this.worker = new Worker(new URL('./thread.mjs', import.meta.url), { name, execArgv: [] });
    this.worker.unref();
    this.worker.on('message', (reply: ThreadReply) => this.settle(reply));
    this.worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    this.worker.on('exit', (code) => this.fail(new Error(`the tile thread ended (${code})`)));
  }

  /** Questions under way. */
  get load(): number {
    return this.waiting.size;
  }

  /** True once the thread is gone; every question is then refused. */
  get isGone(): boolean {
    return this.failure !== null;
  }

  /** @throws Error of the task, or of the thread when it ends first. */
  ask(task: ThreadTask, transfer: ArrayBuffer[] = []): Promise<LayerCopy | EncodedTile | null> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      this.waiting.set(id, { resolve, reject });
      // The thread counts for the process only while somebody waits for it.
      this.worker.ref();
      const request: ThreadRequest = { ...task, id };
      this.worker.postMessage(request, transfer);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(reply: ThreadReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.worker.unref();
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.result);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}
