import { cannot } from "descent/core";
import type { BenchRequest, Measured } from "../registry.ts";
import { type Machine, readMachine } from "../shared/machine.ts";
import { findPython } from "../shared/python.ts";
import { interleave } from "../shared/rounds.ts";
import { compare } from "../shared/statistics.ts";
import { askHard, type Load, type Seen } from "./load.ts";
import { ROW, writeModel } from "./model.ts";
import { type LeftOut, type Service, startFlask, startOurs } from "./services.ts";
import { serveText } from "./text.ts";

/** Everything measured. */
export type ServeResults = {
  bench: "serve";
  machine: Machine;
  rounds: number;
  leftOut: LeftOut[];
  /** Every service under each load, a value a round. */
  loads: { load: Load; services: ServiceResults[] }[];
};

/** What one service did under one load. */
export type ServiceResults = {
  id: string;
  label: string;
  perSecond: number[];
  p50Ms: number[];
  p99Ms: number[];
  failures: number;
  memoryBytes?: number;
  /** Requests a second of ours over this one's, by round, where this is a peer that answered. */
  oursOver?: number;
};

const SECONDS = 5;
/** As many as are answered, at few, some and many connections; then a rate that a service must bear. */
const LOADS: readonly Load[] = [
  { connections: 1, seconds: SECONDS },
  { connections: 16, seconds: SECONDS },
  { connections: 256, seconds: SECONDS },
];
const STEADY: Load = { connections: 16, seconds: 2 * SECONDS, perSecond: 1000 };
const BODY = JSON.stringify({ features: ROW });

/**
 * Requests a second and times to an answer, of this kit's service and of Keras behind Flask. All must
 * predict the same number first.
 *
 * @param request Rounds, and whether the peers run.
 * @param say Told what is going on.
 * @returns What was measured.
 */
export async function benchServe(
  { rounds, ...request }: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const dir = await Deno.makeTempDir();
  const services: Service[] = [];
  try {
    await writeModel(`${dir}/sealed`, `${dir}/model.h5`);
    const leftOut = await start(dir, request, services, say);
    await verify(services);
    const machine = readMachine();
    const loads: ServeResults["loads"] = [];
    for (const load of LOADS) loads.push(await underLoad(load, services, rounds, say));
    loads.push(await underLoad(STEADY, services.slice(0, 1), rounds, say));
    const results: ServeResults = { bench: "serve", machine, rounds, leftOut, loads };
    return { results, report: serveText(results) };
  } finally {
    await Promise.all(services.map((service) => service.end()));
    await Deno.remove(dir, { recursive: true });
  }
}

async function start(
  dir: string,
  { peers, python }: Pick<BenchRequest, "peers" | "python">,
  services: Service[],
  say: (words: string) => void,
): Promise<LeftOut[]> {
  say("starting deno task serve");
  services.push(await startOurs(dir, `${dir}/sealed`));
  if (!peers) return [];
  const found = await findPython(python);
  if (found === undefined) return [{ label: "Flask + Keras", why: "there is no Python" }];
  const leftOut: LeftOut[] = [];
  for (const way of ["predict", "call"] as const) {
    say(`starting Flask + Keras (${way})`);
    const started = await startFlask(found, `${dir}/model.h5`, way, freePort());
    if ("why" in started) leftOut.push(started);
    else services.push(started);
  }
  return leftOut;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Fast and wrong is worth nothing. */
async function verify(services: Service[]): Promise<void> {
  const predictions: number[] = [];
  for (const { url } of services) predictions.push(await ask(url));
  predictions.forEach((prediction, i) => {
    if (Math.abs(prediction - predictions[0]!) <= 1e-4) return;
    const needed = `${services[i]!.label} must predict ${predictions[0]} as ours does`;
    throw new RangeError(cannot("measure the service", needed, prediction));
  });
}

async function ask(url: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  for (let left = 100;; left--) { // Flask says that it is ready before it listens
    try {
      const response = await fetch(url, { method: "POST", headers, body: BODY });
      return (await response.json()).prediction;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function underLoad(
  load: Load,
  services: Service[],
  counted: number,
  say: (words: string) => void,
): Promise<ServeResults["loads"][number]> {
  const { connections, perSecond } = load;
  const how = `${connections} connections${perSecond ? `, ${perSecond} requests a second` : ""}`;
  const seen = await interleave(
    services,
    { counted, warmUp: 1 },
    async ({ url }) => {
      const seen = await askHard(url, BODY, load);
      await ask(url); // who still works off what nobody waits for would slow the next one down
      return seen;
    },
    (round) => say(`${how}, ${round > 0 ? `round ${round} of ${counted}` : "warm-up"}`),
  );
  const results = await Promise.all(
    services.map((service, i) => summary(service, seen[i]!, i > 0 ? seen[0] : undefined)),
  );
  return { load, services: results };
}

async function summary(service: Service, seen: Seen[], ours?: Seen[]): Promise<ServiceResults> {
  const { id, label } = service;
  const memoryBytes = await service.memoryBytes();
  const speeds = (of: Seen[]) => of.map(({ perSecond }) => perSecond);
  const oursOver = ours && compare(speeds(ours), speeds(seen), "largest").byRound;
  return {
    ...{ id, label, perSecond: speeds(seen) },
    ...{ p50Ms: seen.map(({ p50Ms }) => p50Ms), p99Ms: seen.map(({ p99Ms }) => p99Ms) },
    failures: seen.reduce((sum, { failures }) => sum + failures, 0),
    ...memoryBytes !== undefined && { memoryBytes },
    ...oursOver !== undefined && Number.isFinite(oursOver) && { oursOver },
  };
}
