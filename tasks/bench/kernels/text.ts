import { counted } from "../../mnist/format.ts";
import { busyWarning, describeMachine } from "../shared/machine.ts";
import { undisturbed } from "../shared/statistics.ts";
import { textTable } from "../shared/table.ts";
import { TOLERANCE } from "../mnist/verify.ts";
import type { KernelResult, KernelResults } from "./results.ts";

/**
 * The results of `deno task bench kernels` as a person reads them.
 *
 * @param results What was measured.
 * @returns Several lines, without the last one's end.
 */
export function kernelsText(results: KernelResults): string {
  const { machine, versions, settings, relaxedSimd, kernels, notMeasured } = results;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const warning = busyWarning(machine);
  const worst = Math.max(...kernels.map(({ error }) => error)).toExponential(1);
  const head = ["", "given", "µs a call", "speed", "", "plain loop", "tfjs's own", "direct"];
  return [
    `Machine   ${describeMachine(machine)}`,
    ...(warning === undefined ? [] : [warning]),
    `Versions  ${names.join(", ")}`,
    `Build     ${relaxedSimd ? "relaxed SIMD" : "plain SIMD"}, 1 thread`,
    `Checked   all within ${worst} of their plain loops (${TOLERANCE} allowed)`,
    "",
    `Best of ${counted(settings.rounds, "round")} in turn after ${settings.warmUp} to warm up;` +
    " for the others: how many times ours they take, by round",
    textTable([head, ...kernels.map(row)]),
    "(digits and zeros: speed as if nothing were left out; winograd…: as if every product were made, as",
    "our direct kernels make them)",
    ...(notMeasured.length > 0 ? ["", `Not measured: ${notMeasured.join(", ")}`] : []),
  ].join("\n");
}

function row({ kernel, sizes, work, ours, reference, stock, direct }: KernelResult): string[] {
  const ms = undisturbed(ours, "smallest");
  const [amount, unit] = "flop" in work ? [work.flop, "GFLOP/s"] : [work.bytes, "GB/s"];
  const wrong = stock && !(stock.error <= TOLERANCE) ? " (wrong)" : "";
  return [
    kernel,
    sizes,
    (ms * 1e3).toFixed(ms < 0.01 ? 1 : 0),
    (amount / ms / 1e6).toFixed(1),
    unit,
    times(reference.ratio.byRound),
    stock ? `${times(stock.ratio.byRound)}${wrong}` : "none",
    direct ? times(direct.ratio.byRound) : "",
  ];
}

function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 1 : 0)}×`;
}
