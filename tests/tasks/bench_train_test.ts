import { useBackend } from "descent/backend";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { createNetwork } from "../../tasks/bench/shared/networks/create_network.ts";
import { runRace } from "../../tasks/bench/shared/race/run_race.ts";
import type { RaceResults } from "../../tasks/bench/shared/race/results.ts";
import { MODELS } from "../../tasks/bench/train/models.ts";
import { trainText } from "../../tasks/bench/train/text.ts";
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
  const { tasks, ours, settings } = trainRace({ models: ["dense"], steps: 3 });
  assertEquals(tasks.map(({ id }) => id), ["dense", "dense-predict-1", "dense-predict-256"]);
  assertEquals(ours.map(({ id }) => id), ["train", "fit"]);
  assertMatch(JSON.stringify(settings), /"steps":3/);
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
