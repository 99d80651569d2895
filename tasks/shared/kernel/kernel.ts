import { cannot } from "descent/core";
import { Channel } from "./channel.ts";
import { chooseConnection, type Connection } from "./connection_file.ts";
import { KernelProcess, type ProcessOptions } from "./kernel_process.ts";
import type { KernelMessage } from "./message.ts";

/** How a kernel is started. */
export type KernelOptions = ProcessOptions & {
  /** How long it may take to answer, in milliseconds. @default 30_000 */
  startMs?: number;
};

/** How one cell is run. */
export type ExecuteOptions = {
  /** How long it may take, in milliseconds. @default no limit */
  limitMs?: number;
  /**
   * An expression that is computed in the kernel when the cell is over, such as its memory; it must
   * have a JSON form.
   *
   * @default null
   */
  probe?: string;
  /** Whether it counts as no cell and shows nothing. @default false */
  silent?: boolean;
};

/** How a cell went. */
export type Execution = {
  /**
   * `ok`; `error` thrown by the cell; `timeout`, and the kernel is gone if it could not be
   * interrupted; `dead`, the kernel ended; `lost`, the stream of outputs is broken.
   */
  status: "ok" | "error" | "timeout" | "dead" | "lost";
  /** The number in brackets beside the cell, where the kernel still told it. */
  executionCount?: number;
  /** All outputs of the cell, in order. */
  messages: KernelMessage[];
  /** From the request to the reply, without the time for outputs to arrive. */
  elapsedMs: number;
  /** The value of `probe`. */
  probe?: unknown;
};

const MARKER = "descent_marker"; // a message type of our own, which front ends leave alone
const STARTS = 3; // somebody may take a port between the choice and the kernel's start
const INTERRUPT_MS = 1000; // a loop without await stops within milliseconds, or never
const DRAIN_MS = 10_000; // a megabyte of output takes a few hundredths of a second
const SHUTDOWN_MS = 2000;

/**
 * Starts the Deno kernel and waits until it answers.
 *
 * @param options Folder, environment, time allowed.
 * @returns The kernel; `await using` stops it.
 * @throws {RangeError} If it does not answer in time.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  for (let left = STARTS - 1;; left--) {
    const connection = chooseConnection();
    const process = new KernelProcess(connection, options);
    try {
      return await Kernel.connect(process, connection, options.startMs ?? 30_000);
    } catch (error) {
      const endedEarly = !process.isAlive;
      await process.finish(0);
      if (!endedEarly || left === 0) throw error;
    }
  }
}

/** A running Deno kernel, spoken to by Jupyter's wire protocol. */
export class Kernel {
  /** What the kernel says of itself: `language_info`, version, banner. */
  info: Record<string, unknown> = {};
  /** The kernel's process. */
  readonly process: KernelProcess;
  #shell!: Channel;
  #control!: Channel;
  #iopub!: Channel;
  #replies = new Map<string, (reply: Record<string, unknown>) => void>();
  #unclaimed: KernelMessage[] = [];
  #onOutput: (message: KernelMessage) => void = (message) => this.#unclaimed.push(message);
  #outputsEnded = Promise.withResolvers<"lost">();

  private constructor(process: KernelProcess) {
    this.process = process;
  }

  /** Connects to a kernel whose process runs; {@linkcode startKernel} does both. */
  static async connect(
    process: KernelProcess,
    connection: Connection,
    startMs: number,
  ): Promise<Kernel> {
    const kernel = new Kernel(process);
    try {
      await kernel.#open(connection, performance.now() + startMs);
      return kernel;
    } catch (error) {
      kernel.#close();
      throw error;
    }
  }

  /**
   * Runs one cell and waits for all of its outputs.
   *
   * The kernel sends outputs from a queue and does not wait for it before it says that a cell is
   * done. So a silent request follows that puts a marker into the same queue: what arrives before
   * the marker belongs to this cell.
   *
   * @param code The cell.
   * @param options Time limit, and what to measure afterwards.
   * @returns How it went. One cell at a time.
   */
  async execute(
    code: string,
    { limitMs, probe, silent = false }: ExecuteOptions = {},
  ): Promise<Execution> {
    const messages = this.#unclaimed.splice(0);
    const marker = this.#collect(messages);
    const start = performance.now();
    const reply = this.#request(this.#shell, "execute_request", executeRequest(code, silent));
    const { status, content } = await this.#within(reply, limitMs);
    const execution: Execution = { status, messages, elapsedMs: performance.now() - start };
    const count = content["execution_count"];
    if (typeof count === "number") execution.executionCount = count;
    if (!this.process.isAlive) return execution;
    const probed = await this.#mark(marker, probe);
    if (probed === "lost") return { ...execution, status: this.process.isAlive ? "lost" : "dead" };
    return { ...execution, probe: probed.value };
  }

  /**
   * Asks the kernel to stop what it does. A loop that does not await stops; one that awaits does
   * not, and the kernel may then hang.
   *
   * @returns Whether the kernel answered within a second.
   */
  async interrupt(): Promise<boolean> {
    const answered = this.#request(this.#control, "interrupt_request", {}).then(() => true);
    return await Promise.race([answered, pause(INTERRUPT_MS).then(() => false)]);
  }

  /** Outputs that came after the last cell was over. */
  takeUnclaimed(): KernelMessage[] {
    return this.#unclaimed.splice(0);
  }

  /** Ends the kernel: politely first, and two seconds later in any case. */
  async stop(): Promise<void> {
    if (this.process.isAlive) {
      this.#request(this.#control, "shutdown_request", { restart: false }).catch(() => {});
    }
    await this.process.finish(SHUTDOWN_MS);
    this.#close();
  }

  /** The same as {@linkcode stop}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #open(connection: Connection, untilMs: number): Promise<void> {
    const { key, iopub_port, shell_port, control_port } = connection;
    const dial = (port: number, type: "SUB" | "DEALER", onMessage: (m: KernelMessage) => void) =>
      this.#retry(untilMs, () => {
        return Channel.connect(port, type, key, { onMessage, onEnd: () => this.#end(type) });
      });
    const onReply = (message: KernelMessage) =>
      this.#replies.get(message.parentId)?.(message.content);
    this.#iopub = await dial(iopub_port, "SUB", (message) => this.#onOutput(message));
    this.#shell = await dial(shell_port, "DEALER", onReply);
    this.#control = await dial(control_port, "DEALER", onReply);
    await this.#awaitSubscription(untilMs);
  }

  /** A subscription takes effect some time after it is sent: ask until something is heard. */
  async #awaitSubscription(untilMs: number): Promise<void> {
    const heard = Promise.withResolvers<true>();
    const usual = this.#onOutput;
    this.#onOutput = () => heard.resolve(true);
    while (true) {
      this.#checkStart(untilMs);
      const asked = this.#request(this.#shell, "kernel_info_request", {});
      const info = await Promise.race([
        asked,
        this.process.ended,
        pause(untilMs - performance.now()),
      ]);
      if (info && !("success" in info)) this.info = info;
      if (await Promise.race([heard.promise, pause(10).then(() => false)])) break;
    }
    this.#onOutput = usual;
  }

  async #retry<T>(untilMs: number, connect: () => Promise<T>): Promise<T> {
    while (true) {
      try {
        return await connect();
      } catch {
        this.#checkStart(untilMs);
        await pause(5);
      }
    }
  }

  #checkStart(untilMs: number): void {
    if (this.process.isAlive && performance.now() < untilMs) return;
    const why = this.process.isAlive ? "no answer" : this.process.stderr.trim() || "it ended";
    throw new RangeError(cannot("start the Deno kernel", "it must answer in time", why));
  }

  #request(
    channel: Channel,
    type: string,
    content: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.#replies.set(id, (reply) => {
        this.#replies.delete(id);
        resolve(reply);
      });
      channel.send(id, type, content).catch(reject);
    });
  }

  /** The reply, or what came instead of it. */
  async #within(
    reply: Promise<Record<string, unknown>>,
    limitMs: number | undefined,
  ): Promise<{ status: Execution["status"]; content: Record<string, unknown> }> {
    const dead = this.process.ended.then(() => "dead" as const);
    const answered = reply.catch(() => dead);
    using timer = createTimer(limitMs);
    const first = await Promise.race([answered, dead, timer.up]);
    if (first === "dead") return { status: first, content: {} };
    if (first !== "timeout") {
      return { status: first["status"] === "ok" ? "ok" : "error", content: first };
    }
    await this.interrupt();
    const second = await Promise.race([answered, dead, pause(INTERRUPT_MS)]);
    if (second === undefined) this.process.kill();
    if (second === undefined) await dead;
    return { status: "timeout", content: typeof second === "object" ? second : {} };
  }

  /** Gathers outputs until the marker comes. */
  #collect(messages: KernelMessage[]): { id: string; seen: Promise<{ value: unknown }> } {
    const id = crypto.randomUUID();
    const seen = Promise.withResolvers<{ value: unknown }>();
    this.#onOutput = (message) => {
      if (message.type === "status" || message.type === "execute_input") return;
      if (message.type !== MARKER) return void messages.push(message);
      if (message.content["id"] !== id) return;
      this.#onOutput = (late) => {
        if (late.type !== "status" && late.type !== "execute_input") this.#unclaimed.push(late);
      };
      seen.resolve({ value: message.content["value"] });
    };
    return { id, seen: seen.promise };
  }

  async #mark(
    marker: { id: string; seen: Promise<{ value: unknown }> },
    probe = "null",
  ): Promise<{ value: unknown } | "lost"> {
    const code = `Deno.jupyter.broadcast("${MARKER}", { id: "${marker.id}", value: ${probe} })`;
    const replied = this.#request(this.#shell, "execute_request", executeRequest(code, true));
    using timer = createTimer(DRAIN_MS);
    const lost = Promise.race([timer.up, this.process.ended]).then(() => "lost" as const);
    // The reply is awaited so that the next request acknowledges it: the kernel's system holds a
    // reply back while an earlier one is not acknowledged, which costs 40 ms (Nagle's algorithm).
    const arrived = replied.then(() => marker.seen, () => lost);
    return await Promise.race([arrived, this.#outputsEnded.promise, lost]);
  }

  #end(type: "SUB" | "DEALER"): void {
    if (type === "SUB") this.#outputsEnded.resolve("lost");
  }

  #close(): void {
    for (const channel of [this.#iopub, this.#shell, this.#control]) channel?.close();
  }
}

function executeRequest(code: string, silent: boolean): Record<string, unknown> {
  return {
    code,
    silent,
    store_history: !silent,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: !silent,
  };
}

function createTimer(limitMs: number | undefined): { up: Promise<"timeout"> } & Disposable {
  const { promise, resolve } = Promise.withResolvers<"timeout">();
  const timer = limitMs === undefined ? undefined : setTimeout(() => resolve("timeout"), limitMs);
  return { up: promise, [Symbol.dispose]: () => clearTimeout(timer) };
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), Math.max(0, ms)));
}
