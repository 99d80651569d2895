import { useBackend } from "descent/backend";
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Profile } from "../../tasks/profile/profile.ts";
import { createNetwork } from "../../tasks/bench/shared/networks/create_network.ts";
import { runRace } from "../../tasks/bench/shared/race/run_race.ts";
import type { RaceResults, TaskResult } from "../../tasks/bench/shared/race/results.ts";
import {
  AXES,
  curvesFound,
  curvesRace,
  curvesSections,
  curvesText,
} from "../../tasks/bench/train/curves.ts";
import { MODELS } from "../../tasks/bench/train/models.ts";
import { rooflineSection, rooflineText } from "../../tasks/bench/train/roofline.ts";
import { trainSections, trainText } from "../../tasks/bench/train/text.ts";
import { trainRace } from "../../tasks/bench/train/train.ts";

await useBackend("wasm");

for (const [name, { problem }] of Object.entries(MODELS)) {
  Deno.test(`MODELS tell the weights of the network "${name}" in Keras's order`, () => {
    const model = createNetwork(problem, "none");
    const shapes = model.layers.flatMap((layer) => layer.getWeights().map(({ shape }) => shape));
    assertEquals(problem.weights.map(({ shape }) => shape), shapes);
    assertEquals(problem.task, name);
    model.dispose();
  });
}

Deno.test("trainRace() aims at tasks and contestants that there are", () => {
  const { tasks, ours, peers, aims } = trainRace({});
  assertEquals(tasks.length, 3 * Object.keys(MODELS).length); // training, and inference twice
  for (const aim of aims) {
    assert(tasks.some(({ id }) => id === aim.task) && aim.why !== "", aim.task);
    assert(ours.some(({ id }) => id === aim.ours));
    assert(peers("python3").some(({ id }) => id === aim.peer));
  }
  const wanted = aims.filter(({ task }) => task in MODELS).map(({ task, ours, atMost }) =>
    `${task} ${ours} ${atMost}`
  );
  assertEquals(wanted, [
    "documented train 0.35",
    "documented fit 0.8",
    "conv train 1.2",
    "dense train 1.2",
    "lstm train 1",
    "separable train 1.5",
    "batchnorm train 1.5",
  ]);
});

Deno.test("trainRace() takes the networks and steps asked for, and the fused Adam to its own", () => {
  const { tasks, ours, settings } = trainRace({ models: ["dense"], steps: 3, threads: 1 });
  assertEquals(tasks.map(({ id }) => id), ["dense", "dense-predict-1", "dense-predict-256"]);
  assertEquals(ours.map(({ id }) => id), ["train", "fit"]);
  assertMatch(JSON.stringify(settings), /"steps":3.*"threads":1/);
  assertEquals(trainRace({ models: ["documented"] }).ours.at(-1)!.id, "fused");
});

Deno.test("train() and model.fit agree on a network before they are timed", async () => {
  const plan = trainRace({ models: ["lstm"], steps: 1 });
  const results = await runRace(plan, { peers: false, rounds: 1 }, () => {});
  const [training, ...inference] = results.tasks;
  assertEquals(training!.times.map(({ id, how }) => [id, how]), [
    ["train", "compiled plan"],
    ["fit", "model.fit"],
  ]);
  for (const { times } of [training!, ...inference]) {
    for (const { error, msPerUnit } of times) {
      assert(error <= 1 && msPerUnit.length === 1 && msPerUnit[0]! > 0);
    }
  }
});

const time = (id: string, ms: number, how?: string) => ({
  id,
  label: `who ${id}`,
  runsOn: "1 thread",
  error: 0.5,
  msPerUnit: [2 * ms, ms],
  ...(how === undefined ? {} : { how }),
});
const RESULTS: RaceResults = {
  bench: "train",
  machine: {
    cpu: "Abacus",
    cores: 2,
    simd: [],
    memoryBytes: 2 ** 30,
    os: "linux",
    load: 0,
  },
  versions: { Deno: "2.9.6" },
  settings: { rounds: 2, warmUp: 1, peerThreads: 2 },
  leftOut: ["Keras left out: no Python"],
  tasks: [
    {
      id: "a",
      label: "net A",
      unit: "step",
      tolerance: { rel: 0, abs: 0 },
      times: [time("train", 3, "model.fit: layer x is strange"), time("torch", 2)],
    },
    {
      id: "a-predict-1",
      label: "net A, batch 1",
      unit: "example",
      tolerance: { rel: 0, abs: 0 },
      times: [time("train", 1, "compiled plan"), time("torch", 2)],
    },
  ],
  aims: [
    {
      task: "a",
      ours: "train",
      peer: "torch",
      atMost: 1.2,
      why: "a test",
      ratio: { byRound: 1.5, ofBest: 1.5 },
      reached: false,
    },
  ],
};

Deno.test("trainText() sets each time beside PyTorch's, with the aim and the way it took", () => {
  const lines = trainText(RESULTS).split("\n");
  const row = (start: RegExp) => lines.find((line) => start.test(line))!.trim().split(/ {2,}/);
  assertEquals(row(/^net A +who train/), [
    "net A",
    "who train",
    "3 ms",
    "4.5 ms",
    "1.50",
    "1.50",
    "≤ 1.2",
    "MISSED",
    "model.fit",
  ]);
  assertEquals(row(/^ +who torch/), ["who torch", "2 ms", "3 ms"]);
  assertEquals(row(/^net A, batch 1/).slice(1), [
    "predict() of descent/nn",
    "1 ms",
    "1.5 ms",
    "0.50",
    "0.50",
    "compiled plan",
  ]);
  assert(lines.includes("net A: train() took model.fit, as layer x is strange"));
  assert(lines.includes("Runs on   1 thread: who train; who torch"));
  assertEquals(lines.at(-1), "Keras left out: no Python");
});

Deno.test("trainSections() hold the same tables, every row as wide as its head", () => {
  const [head, training, inference] = trainSections(RESULTS);
  assert((head!.text as string[]).includes("Runs on   1 thread: who train; who torch"));
  assertEquals(training!.table!.rows.map(([label, who]) => [label, who]), [
    ["net A", "who train"],
    ["", "who torch"],
  ]);
  for (const { columns, rows } of [training!.table!, inference!.table!]) {
    assert(rows.every((row) => row.length === columns.length));
  }
});

Deno.test("curvesRace() has a task for every size of every axis, and the usual network among them", () => {
  const { tasks, settings } = curvesRace({ steps: 2 });
  assertEquals(tasks.length, AXES.reduce((sum, { sizes }) => sum + sizes.length, 0));
  const labels = ["batch-32", "channels-32", "side-28"].map((task) =>
    tasks.find(({ id }) => id === task)!.label
  );
  assertEquals(new Set(labels), new Set(["Conv32, Conv64, 28×28, batch 32"]));
  assertMatch(JSON.stringify(settings), /"steps":2/);
});

/** Ours takes twice PyTorch's time at each size. */
const POINTS: TaskResult[] = AXES.flatMap(({ id, sizes }) =>
  sizes.map((size) => ({
    id: `${id}-${size}`,
    label: "net",
    unit: "step",
    tolerance: { rel: 0, abs: 0 },
    times: [time("train", 2 * size), time("torch", size)],
  }))
);

Deno.test("curvesText() and curvesSections() set both beside each other at every size", () => {
  const found = curvesFound(POINTS);
  const lines = curvesText(found).split("\n");
  assert(lines.includes("A step against examples a step"));
  const row = lines.find((line) => line.startsWith("512 "))!.split(/ {2,}/);
  assertEquals(row, ["512", "1.02 s", "512 ms", "2.00"]);
  const sections = curvesSections(found);
  assertEquals(sections.map(({ heading }) => heading), [
    "Against examples a step",
    "Against channels of the first convolution",
    "Against pixels on a side",
  ]);
  const [figure] = sections[0]!.figures!;
  assertEquals(figure!.data.map(({ y }) => y), [
    AXES[0]!.sizes.map((size) => 2 * size),
    [...AXES[0]!.sizes],
  ]);
});

Deno.test("rooflineText() and rooflineSection() show the kernels below the roof", () => {
  const row = { given: "8", calls: 1, ms: 2, leastMs: 1 };
  const profile: Profile = {
    model: "dense",
    label: "net",
    batch: 32,
    steps: 3,
    path: "plan",
    threads: 2,
    stepMs: { least: 4, median: 5 },
    rows: [{ kernel: "matmulTiled", flop: 1e7, bytes: 1e7, ...row }, { kernel: "pad", ...row }],
    betweenMs: 2,
    yardsticks: { gflops: 50, gigabytes: 20 },
  };
  const text = rooflineText([profile]);
  assertMatch(text, /Peak of 128-bit products and sums 50\.0 GFLOP\/s, memory 20\.0 GB\/s\./);
  assertMatch(text, /^net, by compiled plan: 4 ms a step$/m);
  assertMatch(text, /^matmulTiled .* 10\.0 +20 % +1\.0 +50 %$/m);
  const { figures } = rooflineSection([profile]);
  assertEquals(figures!.length, 1);
  assertEquals(figures![0]!.data[1]!.text, ["matmulTiled"]); // the other's operations are unknown
});
