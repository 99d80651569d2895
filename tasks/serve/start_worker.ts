import { cannot } from "descent/core";
import type { StoredKey } from "descent/serve";
import { ROOT } from "../shared/files.ts";
import { lines } from "./lines.ts";
import { toLine, type WorkerEvent, type WorkerSettings } from "./settings.ts";

/** The process that answers. */
export type Worker = {
  /** The port it listens at. Rejects with what keeps it from that. */
  listening: Promise<number>;
  /** Its exit code. */
  ended: Promise<number>;
  pid: number;
  tellKeys(keys: StoredKey[]): void;
  /** Asks it to answer what it has accepted and to end. */
  stop(): void;
};

/**
 * Starts the process that answers, with the least permissions that it can do with.
 *
 * @param settings What it is told.
 * @param logs The folder that it may write to.
 * @returns The process.
 */
export function startWorker(settings: WorkerSettings, logs: string): Worker {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--no-check", "--cached-only"],
      ...permissions(settings, logs),
      "tasks/serve/worker.ts",
    ],
    ...{ cwd: ROOT, stdin: "piped", stdout: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  const write = (line: string) => {
    writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {}); // told by `ended`
  };
  write(toLine(settings));
  return {
    pid: child.pid,
    listening: readEvents(child.stdout),
    ended: child.status.then(({ code }) => code),
    tellKeys: (keys) => write(JSON.stringify(keys)),
    stop: () => void writer.close().catch(() => {}),
  };
}

/**
 * Deno's flags for the process that answers: listen there, read the models, write the logs.
 *
 * @param settings Host, port and models, an absolute path.
 * @param logs The folder of the logs, an absolute path.
 */
export function permissions(
  { host, port, models }: Pick<WorkerSettings, "host" | "port" | "models">,
  logs: string,
): string[] {
  const name = host.includes(":") ? `[${host}]` : host;
  return [
    `--allow-net=${name}:${port}`,
    `--allow-read=${inList(models)}`,
    `--allow-write=${inList(logs)}`,
  ];
}

/** Deno separates paths by commas; a doubled one is a comma in a path. */
function inList(path: string): string {
  return path.replaceAll(",", ",,");
}

/** Shows what it says; gives the port as soon as that is told. */
function readEvents(stdout: ReadableStream<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    (async () => {
      for await (const line of lines(stdout)) {
        const event = JSON.parse(line) as WorkerEvent;
        if ("listening" in event) resolve(event.listening);
        else if ("failed" in event) reject(new TypeError(event.failed));
        else console.log(event.said);
      }
      reject(new TypeError(cannot("serve", "the process that answers must start")));
    })();
  });
}
