import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { Entry } from "../../tasks/bench/shared/contestant.ts";
import { peerEntry } from "../../tasks/bench/shared/entries.ts";
import { findPython } from "../../tasks/bench/shared/python.ts";
import { timeTurn } from "../../tasks/bench/shared/race/answer_race.ts";
import type { RacePlan } from "../../tasks/bench/shared/race/plan.ts";
import { duration, raceText } from "../../tasks/bench/shared/race/race_text.ts";
import { judgeRace, runRace, shareOfAllowed } from "../../tasks/bench/shared/race/run_race.ts";

const ANSWER = new URL("../../tasks/bench/shared/race/answer_race.ts", import.meta.url).href;

/** A contestant whose every task gives `value` and counts 4 units a round. */
function fake(id: string, value: string, tasks = ["sum"]): Entry {
  const program = `
    import { answerRace } from ${JSON.stringify(ANSWER)};
    await answerRace(({ settings }) => ({
      runsOn: "1 thread",
      tasks: Object.fromEntries(${JSON.stringify(tasks)}.map((task) =>
        [task, { check: () => [${value}], work: () => 4 }])),
    }));`;
  return {
    id,
    label: `Fake ${id}`,
    command: Deno.execPath(),
    args: ["eval", "--no-lock", program],
  };
}

const PLAN: Omit<RacePlan, "ours"> = {
  bench: "fake",
  tasks: [{ id: "sum", label: "a sum", unit: "step", tolerance: { rel: 0, abs: 0.5 } }],
  peers: () => [],
  settings: { size: 2 },
  leastMs: 0,
  aims: [{ task: "sum", ours: "a", peer: "b", atMost: 1e9, why: "it is a test" }],
};
const quiet = () => {};

Deno.test("runRace() compares results with the first contestant's, then times all in turn", async () => {
  const ours = [fake("a", "settings.size"), fake("b", "2.25"), fake("c", "0", ["other"])];
  const results = await runRace({ ...PLAN, ours }, { peers: false, rounds: 2 }, quiet);
  const [sum] = results.tasks;
  assertEquals(sum!.times.map(({ id, error }) => [id, error]), [["a", 0], ["b", 0.5]]);
  for (const { msPerUnit } of sum!.times) {
    assertEquals(msPerUnit.length, 2); // the warm-up is not kept
    assert(msPerUnit.every((ms) => ms >= 0));
  }
  assertEquals(results.aims.length, 1);
  assertEquals(results.settings["size"], 2);
  assertMatch(raceText(results), /Checked {3}all agree: the largest error is 5\.0e-1 of what/);
});

Deno.test("runRace() names who computes something else, before anything is timed", async () => {
  for (const [value, error] of [["9", "1.4e+1"], ["NaN", "Infinity"]] as const) {
    const ours = [fake("a", "2"), fake("b", value)];
    const needed = "Fake b must agree on a sum within abs 0.5, rel 0";
    await assertRejects(
      () => runRace({ ...PLAN, ours }, { peers: false, rounds: 1 }, quiet),
      RangeError,
      `Cannot compare speeds: ${needed}, got ${error} times as much`,
    );
  }
});

Deno.test("runRace() says which peers it does without where no Python runs", async () => {
  const peers = () => [fake("torch", "2"), fake("numpy", "2")];
  const options = { peers: true, python: "./no/such/python", rounds: 1 };
  const results = await runRace({ ...PLAN, peers, ours: [fake("a", "2")] }, options, quiet);
  assertEquals(results.leftOut, [
    "Fake torch and Fake numpy left out: ./no/such/python does not run",
  ]);
  assertEquals(results.aims, []);
});

Deno.test("a turn is long work once, or short work again and again after a run that does not count", async () => {
  let [calls, time] = [0, 0];
  const taking = (ms: number) => ({
    work() {
      calls++;
      time += ms;
      return 3;
    },
  });
  assertEquals(await timeTurn(taking(6), 5, () => time), { ms: 6, units: 3 });
  assertEquals(calls, 1);
  calls = 0;
  assertEquals(await timeTurn(taking(2), 5, () => time), { ms: 6, units: 9 });
  assertEquals(calls, 1 + 2 + 3); // once, again until 5 ms are over, and then what counts
});

const python = await findPython();
Deno.test({
  name: "answer_race.py takes part in a race",
  ignore: python === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/peer.py`;
    await Deno.writeTextFile(
      path,
      `
from types import SimpleNamespace
from answer_race import answer_race

answer_race(lambda folder, threads, settings: SimpleNamespace(
    versions={"Fake": "1"},
    runs_on=f"{threads} threads",
    tasks={"sum": (lambda: [settings["size"]], lambda: 4)},
))
`,
    );
    const program = new URL(`file://${path}`);
    const peers = () => [peerEntry(python!, { id: "b", label: "Peer", program })];
    assertEquals(peers()[0]!.args, [fileURLToPath(program)]);
    const plan = { ...PLAN, ours: [fake("a", "2")], peers };
    const options = { peers: true, python: python!, rounds: 1 };
    const results = await runRace(plan, options, quiet).finally(() =>
      Deno.remove(folder, { recursive: true })
    );
    assertEquals(results.leftOut, []);
    assertEquals(results.tasks[0]!.times[1]!.runsOn, "2 threads");
    assertEquals(results.versions["Fake"], "1");
  },
});

Deno.test("shareOfAllowed() is infinite where something is missing or not a number", () => {
  const tolerance = { rel: 0.1, abs: 0 };
  assertEquals(shareOfAllowed([10.5, 3], [10, 3], tolerance), 0.5);
  assertEquals(shareOfAllowed([], [], tolerance), Infinity);
  assertEquals(shareOfAllowed([1], [1, 2], tolerance), Infinity);
  assertEquals(shareOfAllowed([NaN], [1], tolerance), Infinity);
  assertEquals(shareOfAllowed([1e-9], [0], tolerance), Infinity); // nothing is allowed beside 0
});

Deno.test("judgeRace() wants both ratios small enough", () => {
  const time = (id: string, msPerUnit: number[]) => ({
    id,
    label: id,
    runsOn: "",
    error: 0,
    msPerUnit,
  });
  const judge = (ours: number[], peer: number[]) => {
    const times = [time("a", ours), time("b", peer)];
    const aims = [{ task: "sum", ours: "a", peer: "b", atMost: 1, why: "it is a test" }];
    return judgeRace(aims, [{ ...PLAN.tasks[0]!, times }]).map(({ reached }) => reached);
  };
  assertEquals(judge([1, 2, 3], [2, 3, 4]), [true]);
  assertEquals(judge([1, 5, 6], [2, 3, 4]), [false]); // best 1/2, but slower in most rounds
});

Deno.test("duration() takes the unit that suits", () => {
  assertEquals([1500, 1.25, 0.0421, 2.5e-5].map(duration), [
    "1.5 s",
    "1.25 ms",
    "42.1 µs",
    "25 ns",
  ]);
});
