import type { Connection } from "./connection_file.ts";

/** How the kernel's process is started. */
export type ProcessOptions = {
  /** The folder that relative paths in cells start from; deno.json is looked for from here up. */
  cwd: string;
  /** Environment variables on top of those of this process. */
  env?: Record<string, string>;
};

/** The most that is kept of what a kernel prints past the notebook, in characters. */
const LOG_LIMIT = 100_000;

/**
 * A process of the real Deno kernel. It dies with this one, also when that ends by `Deno.exit()`,
 * and its connection file with it.
 */
export class KernelProcess {
  /** The kernel's process id. */
  readonly pid: number;
  /** Fulfilled when the process is gone. */
  readonly ended: Promise<Deno.CommandStatus>;
  #child: Deno.ChildProcess;
  #folder: string;
  #isAlive = true;
  #stdout = "";
  #stderr = "";
  #drained: Promise<unknown>;
  #killAtExit = () => this.#tidySync();

  /**
   * Starts `deno jupyter`.
   *
   * @param connection Ports and key.
   * @param options Folder and environment.
   */
  constructor(connection: Connection, { cwd, env = {} }: ProcessOptions) {
    this.#folder = Deno.makeTempDirSync({ prefix: "descent_kernel_" });
    const file = `${this.#folder}/connection.json`;
    Deno.writeTextFileSync(file, JSON.stringify(connection), { mode: 0o600 });
    const command = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--quiet", "--kernel", "--conn", file],
      cwd,
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    this.#child = command.spawn();
    this.pid = this.#child.pid;
    this.#drained = Promise.all([
      drain(this.#child.stdout, (text) => this.#stdout = (this.#stdout + text).slice(-LOG_LIMIT)),
      drain(this.#child.stderr, (text) => this.#stderr = (this.#stderr + text).slice(-LOG_LIMIT)),
    ]);
    this.ended = this.#child.status.finally(() => this.#isAlive = false);
    globalThis.addEventListener("unload", this.#killAtExit);
  }

  /** Whether the process still runs. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** What the kernel printed past the notebook since the last call, which no reader would see. */
  takeStdout(): string {
    const text = this.#stdout;
    this.#stdout = "";
    return text;
  }

  /** The same without taking it. */
  get stdout(): string {
    return this.#stdout;
  }

  /** The end of the kernel's error output: warnings, and the reason why it did not start. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Ends the process at once. Safe to call when it is gone. */
  kill(): void {
    if (!this.#isAlive) return;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It went in the meantime.
    }
  }

  /**
   * Waits for the process to end, ends it when the time is up, and removes its connection file.
   *
   * @param graceMs How long it may take to end by itself, in milliseconds.
   */
  async finish(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.ended;
    clearTimeout(timer);
    await this.#drained;
    globalThis.removeEventListener("unload", this.#killAtExit);
    await Deno.remove(this.#folder, { recursive: true });
  }

  #tidySync(): void {
    this.kill();
    Deno.removeSync(this.#folder, { recursive: true });
  }
}

async function drain(stream: ReadableStream<Uint8Array>, keep: (text: string) => void) {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) keep(text);
}
