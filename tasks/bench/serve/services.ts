import { ROOT } from "../../shared/files.ts";
import { lines } from "../../serve/lines.ts";

/** A service that runs. */
export type Service = {
  id: string;
  label: string;
  url: string;
  /** Bytes of the process that answers, where the system tells. */
  memoryBytes(): Promise<number | undefined>;
  end(): Promise<void>;
};

/** A service that cannot run here, and why. */
export type LeftOut = { label: string; why: string };

/**
 * This kit's service, as `deno task serve` runs it: with its log, checks and limits, the rate alone
 * lifted.
 *
 * @param dir Folder of the bench, with the models in `models`.
 * @param sealed The model's folder.
 */
export async function startOurs(dir: string, sealed: string): Promise<Service> {
  const task = (...args: string[]) => ["run", "--no-prompt", "-A", "tasks/serve.ts", ...args];
  const models = ["--models", `${dir}/models`];
  const publish = task("publish", sealed, "--switch", ...models);
  await new Deno.Command(Deno.execPath(), { args: publish, cwd: ROOT, stdout: "null" }).output();
  const places = [...models, "--logs", `${dir}/logs`, "--keys", `${dir}/keys.json`];
  const args = task(...places, "--port", "0", "--rate", "1000000000");
  const child = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stdout: "piped" }).spawn();
  const url = await firstMatch(child.stdout, /https?:\/\/\S+?:\d+/);
  return {
    ...{ id: "descent", label: "deno task serve", url: `${url}/predict` },
    memoryBytes: () => memoryOfChild(child.pid),
    end: () => stop(child, "SIGINT"),
  };
}

/**
 * Keras behind Flask.
 *
 * @param python The interpreter.
 * @param h5 The model's file.
 * @param way How the model is called, see `flask_service.py`.
 * @param port A free port.
 */
export async function startFlask(
  python: string,
  h5: string,
  way: "predict" | "call",
  port: number,
): Promise<Service | LeftOut> {
  const label = way === "predict" ? "Flask + Keras" : "Flask + Keras, model(x)";
  const program = new URL("flask_service.py", import.meta.url).pathname;
  const child = new Deno.Command(python, {
    args: [program, h5, String(port), way],
    ...{ stdout: "piped", stderr: "null" },
  }).spawn();
  const said = await firstMatch(child.stdout, /^(ready|missing \S+)/);
  if (said !== "ready") {
    await stop(child, "SIGTERM");
    return { label, why: said === undefined ? "it does not start" : `${python} has ${said}` };
  }
  return {
    ...{ id: `flask-${way}`, label, url: `http://127.0.0.1:${port}/predict` },
    memoryBytes: () => memoryOfChild(child.pid),
    end: () => stop(child, "SIGTERM"),
  };
}

/** The first line that has what is looked for; what comes after is read and dropped. */
function firstMatch(
  stream: ReadableStream<Uint8Array>,
  pattern: RegExp,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    (async () => {
      for await (const line of lines(stream)) {
        const found = pattern.exec(line);
        if (found) resolve(found[0]);
      }
      resolve(undefined);
    })();
  });
}

async function stop(child: Deno.ChildProcess, signal: Deno.Signal): Promise<void> {
  try {
    child.kill(signal);
  } catch {
    // It has ended by itself.
  }
  await child.status;
}

/** Resident memory, by Linux's account. */
async function memoryOf(pid: number): Promise<number | undefined> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}

/** Of the process that answers: both services have one that keeps it. */
async function memoryOfChild(pid: number): Promise<number | undefined> {
  try {
    const children = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`);
    const [child] = children.trim().split(" ");
    return child ? await memoryOf(Number(child)) : undefined;
  } catch {
    return undefined;
  }
}
