import { busyWarning, describeMachine } from "../shared/machine.ts";
import { median } from "../shared/statistics.ts";
import { textTable } from "../shared/table.ts";
import type { ServeResults, ServiceResults } from "./serve.ts";

/** What is aimed at. */
const [TIMES_FLASK, P99_MS] = [20, 20];

/**
 * The results for people.
 *
 * @param results What was measured.
 * @returns Lines.
 */
export function serveText({ machine, rounds, leftOut, loads }: ServeResults): string {
  const head = ["service", "connections", "requests/s", "best", "p50 ms", "p99 ms", "failed"];
  const rows = loads.flatMap(({ load, services }) =>
    services.map((service) => [
      load.perSecond ? `${service.label}, at ${load.perSecond} requests/s` : service.label,
      String(load.connections),
      Math.round(median(service.perSecond)).toLocaleString("en"),
      Math.round(Math.max(...service.perSecond)).toLocaleString("en"),
      `${median(service.p50Ms)}`,
      `${median(service.p99Ms)}`,
      `${service.failures}`,
      beside(service),
    ])
  );
  const lines = [
    `A network 9 → 64 → 32 → 1 behind HTTP, one row a request; median of ${rounds} rounds`,
    describeMachine(machine),
    busyWarning(machine),
    "",
    textTable([head, ...rows]),
    "",
    ...leftOut.map(({ label, why }) => `${label} was left out: ${why}`),
    ...memory(loads),
    ...aims(loads),
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

/** How a peer compares. */
function beside({ oursOver, perSecond }: ServiceResults): string {
  if (Math.max(...perSecond) === 0) return "it answered none in time";
  return oursOver === undefined ? "" : `ours × ${oursOver.toPrecision(3)}`;
}

function memory(loads: ServeResults["loads"]): string[] {
  return (loads.at(-2)?.services ?? []).flatMap(({ label, memoryBytes }) =>
    memoryBytes === undefined ? [] : [`${label}: ${Math.round(memoryBytes / 2 ** 20)} MiB resident`]
  );
}

function aims(loads: ServeResults["loads"]): string[] {
  const at16 = loads.find(({ load }) => load.connections === 16 && !load.perSecond)!;
  const flask = at16.services.find(({ id }) => id === "flask-predict");
  const steady = loads.find(({ load }) => load.perSecond)!.services[0] as ServiceResults;
  const p99 = median(steady.p99Ms);
  return [
    ...flask?.oursOver === undefined ? [] : [
      aim(`${TIMES_FLASK} × Flask + Keras at 16 connections`, flask.oursOver >= TIMES_FLASK),
    ],
    aim(`p99 under ${P99_MS} ms at 1,000 requests/s`, p99 < P99_MS),
  ];
}

function aim(words: string, isReached: boolean): string {
  return `aim: ${words}: ${isReached ? "reached" : "missed"}`;
}
