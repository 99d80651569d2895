/**
 * The process that answers. It runs with permission to listen at its address, to read the models and
 * to write the logs, and with no other: what else it needs comes on its standard input.
 *
 * @module
 */

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { cannot } from "descent/core";
import { provideKernels } from "descent/kernels";
import { type App, createApp, type ModelStore, openAuditLog, openStore } from "descent/serve";
import { lines } from "./lines.ts";
import { inWords } from "./route.ts";
import { fromLine, type WorkerEvent, type WorkerSettings } from "./settings.ts";

/** How often it looks whether other versions shall answer. */
const LOOK_MS = 500;
/** How long requests that have begun may take after the end was asked for. */
const GRACE_MS = 5000;

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
    Deno.exit(1);
  }
}

async function main(): Promise<void> {
  // Ctrl-C reaches the whole group of processes; the one that started this one decides.
  Deno.addSignalListener("SIGINT", () => {});
  const input = lines(Deno.stdin.readable);
  const settings = fromLine((await input.next()).value!);
  await startBackend(settings.binaries);
  const { models, audit, app: limits } = settings;
  const store = await openStore(models, settings.store);
  let keys = settings.keys ?? [];
  const app = createApp(store, {
    ...limits,
    ...settings.keys && { keys: () => keys },
    audit: await openAuditLog(audit.path, audit.end),
  });
  const said = new Map<string, string>();
  await followOnce(store, said); // so that the first request finds its model ready
  const server = listen(settings, app);
  const following = follow(store, said);
  await untilAskedToStop(input, (line) => keys = JSON.parse(line));
  clearInterval(following);
  await Promise.race([server.shutdown(), sleep(GRACE_MS)]);
  await app.close();
  Deno.exit(0);
}

function listen({ host: hostname, port, tls }: WorkerSettings, app: App): Deno.HttpServer {
  try {
    return Deno.serve(
      { hostname, port, ...tls, onListen: ({ port }) => say({ listening: port }) },
      (request, { remoteAddr }) => app.fetch(request, remoteAddr.hostname),
    );
  } catch (error) {
    if (error instanceof Deno.errors.InvalidData) {
      const needed = "--cert must hold certificates and --key their private key, both PEM";
      throw new TypeError(cannot("serve", needed), { cause: error });
    }
    const needed = "the address must be free and ours";
    throw new TypeError(cannot("serve", needed, `${hostname}:${port}`), { cause: error });
  }
}

/** tfjs reads its binary by fetch, which takes an address of this process's own memory. */
async function startBackend({ tfjs, kernels }: WorkerSettings["binaries"]): Promise<void> {
  const blob = new Blob([tfjs.slice()], { type: "application/wasm" });
  const address = URL.createObjectURL(blob);
  const name = "tfjs-backend-wasm";
  const names = [`${name}.wasm`, `${name}-simd.wasm`, `${name}-threaded-simd.wasm`];
  setWasmPaths(Object.fromEntries(names.map((name) => [name, address])), true);
  provideKernels(kernels);
  // One thread: others would need the permission to read this kit's files.
  await useBackend("wasm", { threads: 1 });
}

/** Looks again and again; says what has changed. */
function follow(
  store: ModelStore,
  said: Map<string, string>,
): ReturnType<typeof setInterval> {
  let looking = false;
  return setInterval(async () => {
    if (looking) return;
    looking = true;
    await followOnce(store, said);
    looking = false;
  }, LOOK_MS);
}

async function followOnce(store: ModelStore, said: Map<string, string>): Promise<void> {
  let wrong = "";
  try {
    await store.refresh();
  } catch (error) {
    wrong = error instanceof Error ? error.message : String(error);
  }
  const now = new Map(store.names().map((name) => [name, inWords(name, store.routing(name)!)]));
  if (wrong) now.set(" ", `What answered before goes on. ${wrong}`);
  for (const [name, words] of now) {
    if (said.get(name) !== words) say({ said: words });
  }
  said.clear();
  for (const [name, words] of now) said.set(name, words);
}

/** Until the input ends or somebody ends this process alone. */
function untilAskedToStop(
  input: AsyncGenerator<string>,
  onLine: (line: string) => void,
): Promise<void> {
  return new Promise((resolve) => {
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", resolve);
    (async () => {
      for await (const line of input) onLine(line);
    })().finally(resolve);
  });
}

function say(event: WorkerEvent): void {
  try {
    Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
  } catch {
    // Nobody listens any more; the input will end too.
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
