import { Problem } from "./problem.ts";

/** How requests that come together are answered together. */
export type BatchOptions = {
  /** The most rows that the model is asked at once. */
  maxBatch: number;
  /** Milliseconds that the first row of a batch waits for others; 0 takes what is there. */
  maxDelayMs: number;
  /** The most rows that may wait; a request beyond them is refused. */
  maxQueue: number;
  /** Milliseconds after which a request is given up. */
  timeoutMs: number;
};

/** Answers rows in batches. */
export type Batcher = {
  /** The output of each row. Rejects with a {@linkcode Problem}. */
  ask(rows: number[][]): Promise<Float32Array[]>;
  /** Rows that wait now. */
  readonly waiting: number;
  /** Answers what was accepted, then no more. */
  close(): Promise<void>;
};

type Job = {
  rows: number[][];
  resolve: (outputs: Float32Array[]) => void;
  reject: (error: Error) => void;
  timer?: ReturnType<typeof setTimeout>;
};

/**
 * Collects the rows of several requests for one call of the model.
 *
 * A batch starts when it is full or its first row has waited long enough; while one runs, the next
 * collects. A batch that fails is asked again row by row, so that one bad request cannot disturb the
 * others.
 *
 * @param run Asks the model: one output a row.
 * @param options Limits.
 * @param onBatch Told the size of every batch.
 * @returns The batcher.
 */
export function createBatcher(
  run: (rows: number[][]) => Promise<Float32Array[]>,
  { maxBatch, maxDelayMs, maxQueue, timeoutMs }: BatchOptions,
  onBatch: (rows: number) => void = () => {},
): Batcher {
  let queue: Job[] = [];
  let waiting = 0;
  let running: Promise<void> | null = null;
  let delay: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function start(): void {
    clearTimeout(delay);
    delay = undefined;
    if (running || queue.length === 0) return;
    running = work().finally(() => {
      running = null;
      if (queue.length > 0) start();
    });
  }

  async function work(): Promise<void> {
    const jobs = take();
    const rows = jobs.flatMap((job) => job.rows);
    onBatch(rows.length);
    try {
      const outputs = await run(rows);
      let at = 0;
      for (const job of jobs) {
        settle(job, () => job.resolve(outputs.slice(at, at += job.rows.length)));
      }
    } catch (error) {
      if (jobs.length === 1) settle(jobs[0]!, () => jobs[0]!.reject(failed(error)));
      else for (const job of jobs) await alone(job);
    }
  }

  async function alone(job: Job): Promise<void> {
    try {
      const outputs = await run(job.rows);
      settle(job, () => job.resolve(outputs));
    } catch (error) {
      settle(job, () => job.reject(failed(error)));
    }
  }

  /** As many whole requests as a batch holds; a larger one goes alone. */
  function take(): Job[] {
    let rows = 0;
    let count = 0;
    while (count < queue.length) {
      rows += queue[count]!.rows.length;
      if (count > 0 && rows > maxBatch) break;
      count++;
    }
    const jobs = queue.slice(0, count);
    queue = queue.slice(count);
    waiting -= jobs.reduce((sum, job) => sum + job.rows.length, 0);
    return jobs;
  }

  function settle(job: Job, answer: () => void): void {
    clearTimeout(job.timer);
    answer();
  }

  function giveUp(job: Job): void {
    if (queue.includes(job)) {
      queue = queue.filter((other) => other !== job);
      waiting -= job.rows.length;
    }
    job.reject(new Problem("timeout", `The model must answer within ${timeoutMs} ms`));
  }

  return {
    get waiting() {
      return waiting;
    },
    ask(rows) {
      if (closed) return Promise.reject(new Problem("closing", "The model is being put away"));
      if (waiting + rows.length > maxQueue) {
        const words = `At most ${maxQueue} rows may wait, and ${waiting} do`;
        return Promise.reject(new Problem("too-many", words, { retryAfterSeconds: 1 }));
      }
      return new Promise((resolve, reject) => {
        const job: Job = { rows, resolve, reject };
        job.timer = setTimeout(() => giveUp(job), timeoutMs);
        queue.push(job);
        waiting += rows.length;
        if (running) return; // it is taken when that batch is done
        if (waiting >= maxBatch || maxDelayMs === 0) queueMicrotask(start);
        else delay ??= setTimeout(start, maxDelayMs);
      });
    },
    async close() {
      closed = true;
      start();
      while (running) await running;
    },
  };
}

function failed(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem("failed", error instanceof Error ? error.message : String(error));
}
