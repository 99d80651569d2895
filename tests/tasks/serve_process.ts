import { openStore } from "descent/serve";
import { lines } from "../../tasks/serve/lines.ts";
import { ROOT } from "../../tasks/shared/files.ts";
import { publishSum } from "../serve/toys.ts";

/** A folder for a service, with versions 1 and 2 of "sum", of which 1 answers. */
export type Place = AsyncDisposable & {
  dir: string;
  /** The options that name the folder. */
  words: string[];
  /** Runs another command on it. */
  task(...args: string[]): Promise<{ code: number; out: string; error: string }>;
};

/** A service that runs as a process. */
export type Running = AsyncDisposable & {
  /** Where it listens. */
  url: string;
  /** Everything said so far. */
  said(): string;
  /** Waits until a text is said. */
  until(text: string): Promise<void>;
  /** Waits until somebody listens. */
  untilAnswers(): Promise<void>;
  /** Of the process that answers. */
  worker(): Promise<number>;
  /** Asks for the sum of two numbers. */
  ask(key?: string): Promise<{ status: number; prediction?: number; version?: string }>;
  /** Sends a signal; gives the exit code. */
  end(signal: Deno.Signal): Promise<number>;
};

const SCRIPT = ["run", "--no-prompt", "--no-check", "-A", "tasks/serve.ts"];

/** Makes the folder. */
export async function makePlace(): Promise<Place> {
  const dir = await Deno.makeTempDir();
  const store = await openStore(`${dir}/models`);
  for (const version of ["1", "2"]) await publishSum(store, version, Number(version));
  await store.switchTo("sum", "1");
  await store.close();
  const words = ["--models", `${dir}/models`, "--logs", `${dir}/logs`, "--keys", `${dir}/keys`];
  return {
    dir,
    words,
    async task(...args) {
      const known = args[0] === "audit" || args[0] === "keys" ? words : words.slice(0, 2);
      const options = { args: [...SCRIPT, ...args, ...known], cwd: ROOT };
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
      return { code, out: text(stdout), error: text(stderr) };
    },
    [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }),
  };
}

/** Starts the service on a folder, at any port. */
export async function startService(place: Place, ...args: string[]): Promise<Running> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...SCRIPT, ...place.words, "--port", "0", "--rate", "1000000000", ...args],
    ...{ cwd: ROOT, stdout: "piped", stderr: "piped" },
  }).spawn();
  let said = "";
  const listeners = new Set<() => void>();
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of lines(stream)) {
      said += `${line}\n`;
      for (const listen of listeners) listen();
    }
  });
  const until = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited for "${text}", got:\n${said}`)), 2e4);
      const look = () => {
        if (!said.includes(text)) return;
        clearTimeout(timer);
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  await until("Ctrl-C ends.");
  const url = /https?:\/\/\S+?:\d+/.exec(said)![0];
  const end = async (signal: Deno.Signal) => {
    child.kill(signal);
    const { code } = await child.status;
    await Promise.all(reading);
    return code;
  };
  return {
    ...{ url, until, end },
    said: () => said,
    async untilAnswers() {
      for (let left = 200; left > 0; left--) {
        const response = await fetch(`${url}/v2/health/live`).catch(() => undefined);
        await response?.body?.cancel();
        if (response?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`nobody answers; it said:\n${said}`);
    },
    async worker() {
      const path = `/proc/${child.pid}/task/${child.pid}/children`;
      return Number((await Deno.readTextFile(path)).trim().split(" ")[0]);
    },
    async ask(key) {
      const headers = { "content-type": "application/json", ...key && { "x-api-key": key } };
      const init = { method: "POST", headers, body: '{"features":[1,2]}' };
      const response = await fetch(`${url}/predict`, init);
      return { ...await response.json(), status: response.status };
    },
    async [Symbol.asyncDispose]() {
      try {
        await end("SIGTERM");
      } catch {
        // The test has ended it.
      }
    },
  };
}
