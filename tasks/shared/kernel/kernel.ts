import { type Channels, connectKernel } from "./connect.ts";
import { chooseConnection } from "./connection_file.ts";
import { KernelProcess, type ProcessOptions } from "./kernel_process.ts";
import type { KernelMessage } from "./message.ts";
import type { Content } from "./request_channel.ts";
import { createTimer } from "./timer.ts";

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
const INTERRUPT_MS = 2000; // a loop without await stops within milliseconds where others let it
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
      return new Kernel(
        process,
        await connectKernel(process, connection, options.startMs ?? 30_000),
      );
    } catch (error) {
      const endedByItself = !process.isAlive;
      await process.finish(0);
      if (!endedByItself || left === 0) throw error;
    }
  }
}

/** A running Deno kernel, spoken to by Jupyter's wire protocol. */
export class Kernel {
  /** The kernel's process. */
  readonly process: KernelProcess;
  #channels: Channels;
  /** Outputs that came while no cell ran: they go to the next one. */
  #early: KernelMessage[] = [];

  /** Made by {@linkcode startKernel}. */
  constructor(process: KernelProcess, channels: Channels) {
    this.process = process;
    this.#channels = channels;
    this.#keepEarly();
  }

  /** What the kernel says of itself: `language_info`, version, banner. */
  get info(): Content {
    return this.#channels.info;
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
    { limitMs, probe = "null", silent = false }: ExecuteOptions = {},
  ): Promise<Execution> {
    const marker = this.#collect();
    const start = performance.now();
    const reply = this.#channels.shell.request("execute_request", executeRequest(code, silent));
    const { status, content } = await this.#within(reply, limitMs);
    const elapsedMs = performance.now() - start;
    const execution: Execution = { status, messages: marker.messages, elapsedMs };
    const count = content["execution_count"];
    if (typeof count === "number") execution.executionCount = count;
    if (!this.process.isAlive) return execution;
    const marked = await this.#mark(marker, probe);
    if (marked !== "lost") return { ...execution, probe: marked.value };
    return { ...execution, status: this.process.isAlive ? "lost" : "dead" };
  }

  /**
   * Asks the kernel to stop what it does. A loop that does not await stops; one that awaits does
   * not, and the kernel may then hang.
   *
   * @returns Whether the kernel answered within two seconds.
   */
  async interrupt(): Promise<boolean> {
    const answered = this.#channels.control.request("interrupt_request").then(() => true);
    using timer = createTimer(INTERRUPT_MS);
    return await Promise.race([answered, timer.up.then(() => false)]);
  }

  /** Ends the kernel: politely first, and two seconds later in any case. */
  async stop(): Promise<void> {
    const { shell, control, outputs } = this.#channels;
    if (this.process.isAlive) {
      control.request("shutdown_request", { restart: false }).catch(() => {});
    }
    await this.process.finish(SHUTDOWN_MS);
    for (const channel of [shell, control, outputs]) channel.close();
  }

  /** The same as {@linkcode stop}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #keepEarly(): void {
    this.#channels.outputs.listen((message) => {
      if (isOutput(message)) this.#early.push(message);
    });
  }

  /** Gathers outputs until the marker comes. */
  #collect(): Marker {
    const id = crypto.randomUUID();
    const messages = this.#early.splice(0);
    const { promise, resolve } = Promise.withResolvers<{ value: unknown }>();
    this.#channels.outputs.listen((message) => {
      if (message.type === MARKER && message.content["id"] === id) {
        this.#keepEarly();
        resolve({ value: message.content["value"] });
      } else if (isOutput(message)) messages.push(message);
    });
    return { id, messages, seen: promise };
  }

  /** The reply, or what came instead of it. */
  async #within(
    reply: Promise<Content>,
    limitMs: number | undefined,
  ): Promise<{ status: Execution["status"]; content: Content }> {
    const dead = this.process.ended.then(() => "dead" as const);
    const answered = reply.catch(() => dead);
    using limit = createTimer(limitMs);
    const first = await Promise.race([answered, dead, limit.up]);
    if (first === "dead") return { status: "dead", content: {} };
    if (first !== "timeout") {
      return { status: first["status"] === "ok" ? "ok" : "error", content: first };
    }
    await this.interrupt();
    using grace = createTimer(INTERRUPT_MS);
    const second = await Promise.race([answered, dead, grace.up]);
    if (second === "timeout") {
      this.process.kill();
      await dead;
    }
    return { status: "timeout", content: typeof second === "object" ? second : {} };
  }

  async #mark({ id, seen }: Marker, probe: string): Promise<{ value: unknown } | "lost"> {
    const { shell, outputs } = this.#channels;
    const code = `Deno.jupyter.broadcast("${MARKER}", { id: "${id}", value: ${probe} })`;
    const replied = shell.request("execute_request", executeRequest(code, true));
    using timer = createTimer(DRAIN_MS);
    const lost = Promise.race([timer.up, this.process.ended]).then(() => "lost" as const);
    // The reply is awaited so that the next request acknowledges it: the kernel's system holds a
    // reply back while an earlier one is not acknowledged, which costs 40 ms (Nagle's algorithm).
    const arrived = replied.then(() => seen, () => lost);
    return await Promise.race([arrived, outputs.ended, lost]);
  }
}

type Marker = { id: string; messages: KernelMessage[]; seen: Promise<{ value: unknown }> };

/** Status reports, and the cell's own code, are nothing that a reader sees. */
function isOutput({ type }: KernelMessage): boolean {
  return type !== "status" && type !== "execute_input" && type !== MARKER;
}

function executeRequest(code: string, silent: boolean): Content {
  return {
    code,
    silent,
    store_history: !silent,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: !silent,
  };
}
