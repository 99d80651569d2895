import { assertEquals, assertStringIncludes } from "@std/assert";
import type { ServeResults, ServiceResults } from "../../tasks/bench/serve/serve.ts";
import { serveText } from "../../tasks/bench/serve/text.ts";

const service = (
  id: string,
  perSecond: number[],
  p99Ms: number[],
  oursOver?: number,
): ServiceResults => ({
  ...{ id, label: id, perSecond, p50Ms: p99Ms.map((ms) => ms / 2), p99Ms, failures: 0 },
  memoryBytes: 2 ** 28,
  ...oursOver !== undefined && { oursOver },
});

const results = (times: number, p99Ms: number): ServeResults => ({
  ...{ bench: "serve", rounds: 3, leftOut: [{ label: "Flask, called", why: "no flask" }] },
  machine: { cpu: "Z80", cores: 1, simd: [], memoryBytes: 2 ** 30, os: "cpm z80", load: 0 },
  loads: [
    {
      load: { connections: 16, seconds: 5 },
      services: [
        service("descent", [9000, 12_000, 10_000], [3, 2, 4]),
        service("flask-predict", [100, 120, 80], [300, 200, 400], times),
      ],
    },
    {
      load: { connections: 16, seconds: 10, perSecond: 1000 },
      services: [service("descent", [1000, 1000, 1000], [1, p99Ms, 900])],
    },
  ],
});

Deno.test("serveText() tells medians, the best round, ratios, memory and who was left out", () => {
  const lines = serveText(results(100, 5)).split("\n");
  assertEquals(lines[4]!.split(/ {2,}/), ["descent", "16", "10,000", "12,000", "1.5", "3", "0"]);
  assertEquals(lines[5]!.split(/ {2,}/).at(-1), "ours × 100");
  assertStringIncludes(lines.join("\n"), "descent: 256 MiB resident");
  assertStringIncludes(lines.join("\n"), "Flask, called was left out: no flask");
});

Deno.test("serveText() says of a peer that it answered none in time", () => {
  const none = results(1, 5);
  none.loads[0]!.services[1] = service("flask-predict", [0, 0, 0], [0, 0, 0]);
  assertStringIncludes(serveText(none), "it answered none in time\n");
});

Deno.test("serveText() says of each aim whether it is reached", () => {
  const aims = (times: number, p99Ms: number) =>
    serveText(results(times, p99Ms)).split("\n").filter((line) => line.startsWith("aim: "))
      .map((line) => line.split(": ").at(-1));
  assertEquals(aims(20, 19.9), ["reached", "reached"]);
  assertEquals(aims(19.9, 20), ["missed", "missed"]);
});
