import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { adam } from "descent/optim";
import { OPTIM_RACE } from "../../tasks/bench/optim/optim.ts";
import { referenceParameters } from "../../tasks/bench/optim/reference.ts";
import {
  ADAM,
  CHECKED_STEPS,
  checkedPositions,
  firstGradient,
  gradientFactor,
  SIZES,
} from "../../tasks/bench/optim/sizes.ts";
import { curvesOf, curveText } from "../../tasks/bench/shared/race/curve.ts";

Deno.test("referenceParameters() are those of adam() by the gradients that all compute", () => {
  const d = 100;
  const optimizer = adam(ADAM);
  const w = new Float64Array(d);
  const state = optimizer.init(w);
  for (let t = 0; t < CHECKED_STEPS; t++) {
    optimizer.updateInPlace(w, firstGradient(d).map((g) => g * gradientFactor(t)), state);
  }
  const expected = referenceParameters(d);
  assertEquals(expected.length, 64);
  checkedPositions(d, 64).forEach((i, k) => assertAlmostEquals(w[i]!, expected[k]!, 1e-15));
});

Deno.test("checkedPositions() are spread over all parameters, each once", () => {
  assertEquals(checkedPositions(3, 64), [0, 1, 2]);
  const many = checkedPositions(1_000_000, 64);
  assertEquals(new Set(many).size, 64);
  assert(many[0] === 0 && many.at(-1)! < 1_000_000 && many.at(-1)! > 980_000);
});

Deno.test("OPTIM_RACE aims at tasks and contestants that there are", () => {
  const { tasks, ours, peers, aims } = OPTIM_RACE;
  assertEquals(tasks.map(({ id }) => id), SIZES.map(({ task }) => task));
  for (const aim of aims) {
    assert(tasks.some(({ id }) => id === aim.task) && aim.why !== "");
    assert(ours.some(({ id }) => id === aim.ours));
    assert(peers("python3").some(({ id }) => id === aim.peer));
  }
});

const time = (id: string, ms: number) => ({
  id,
  label: `who ${id}`,
  runsOn: "",
  error: 0,
  msPerUnit: [2 * ms, ms],
});
const task = (id: string, times: ReturnType<typeof time>[]) => ({
  id,
  label: id,
  unit: "step",
  tolerance: { rel: 0, abs: 0 },
  times,
});
const TASKS = [task("100", [time("x", 10), time("y", 10)]), task("1", [time("x", 0.001)])];

Deno.test("curvesOf() gives each contestant its least times, sizes rising", () => {
  assertEquals(curvesOf(TASKS, ({ id }) => Number(id)), [
    { id: "x", label: "who x", points: [{ size: 1, ms: 0.001 }, { size: 100, ms: 10 }] },
    { id: "y", label: "who y", points: [{ size: 100, ms: 10 }] },
  ]);
});

Deno.test("curveText() puts the least into the corners and marks where curves meet", () => {
  const lines = curveText(curvesOf(TASKS, ({ id }) => Number(id)), "d").split("\n");
  assertEquals(lines[0], `    10 ms |${" ".repeat(60)}*`);
  assertEquals(lines[14], "     1 µs |a");
  assertEquals(lines[16], `           d = 1${" ".repeat(53)}100`);
  assertEquals(lines.slice(17), ["           a  who x", "           b  who y"]);
});
