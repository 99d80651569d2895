import { cannot } from "descent/core";
import { grouped, megabytes } from "../../mnist/format.ts";
import { readDeno } from "../../shared/deno.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { describeMachine, readMachine } from "../shared/machine.ts";
import { textTable } from "../shared/table.ts";
import { growthOf, type Watched } from "./footprint.ts";
import { WORKLOADS } from "./workloads.ts";

const STEPS = 10_000;
const PROGRAM = "tasks/bench/memory/run_workload.ts";

/**
 * Trains with shapes that differ from step to step, and says what each process held.
 *
 * @param request How many steps, 10,000 where nothing is said.
 * @param say Told in a few words what is going on.
 * @returns What was held, and the peaks.
 * @throws {RangeError} If something grew after the warm-up; it is named.
 */
export async function benchMemory(
  { steps = STEPS }: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const machine = readMachine();
  const workloads: Record<string, Watched> = {};
  for (const name of Object.keys(WORKLOADS)) {
    say(`training: ${name}`);
    const watched = await watchProcess(name, steps);
    const growth = growthOf(watched);
    if (growth.length > 0) throw new RangeError(cannot(`train by ${name}`, "no growth", growth));
    workloads[name] = watched;
  }
  const report = `Machine   ${describeMachine(machine)}\n\n${tableOf(workloads)}`;
  return { results: { bench: "memory", machine, workloads }, report };
}

async function watchProcess(name: string, steps: number): Promise<Watched> {
  const args = ["run", "--allow-all", "--v8-flags=--expose-gc", PROGRAM, name, `${steps}`];
  const { code, stdout, stderr } = await readDeno(args);
  if (code !== 0) throw new RangeError(cannot(`train by ${name}`, stderr.trim()));
  return JSON.parse(stdout);
}

function tableOf(workloads: Record<string, Watched>): string {
  const head = ["", "steps", "tensors", "buffers", "WebAssembly", "process, most in both halves"];
  const rows = Object.entries(workloads).map(([name, { steps, end, peaks }]) => [
    name,
    grouped(steps),
    `${end.tensors}`,
    `${end.buffers}`,
    megabytes(end.heapBytes),
    peaks.map(({ residentBytes }) => megabytes(residentBytes)).join(", "),
  ]);
  return [
    "What is held at the end, which is what was held after the warm-up:",
    textTable([head, ...rows]),
  ].join("\n");
}
