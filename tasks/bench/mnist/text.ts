import { counted } from "../../mnist/format.ts";
import { busyWarning, describeMachine } from "../shared/machine.ts";
import type { InferenceResult, MnistResults, TrainingResult } from "./results.ts";
import { compare, median, undisturbed } from "../shared/statistics.ts";
import { textTable } from "../shared/table.ts";
import { TOLERANCE } from "./verify.ts";

/** The peers that have a column of ratios, where they took part. */
const PEERS = [{ id: "keras", label: "Keras" }, { id: "torch", label: "PyTorch" }];

/**
 * The results of `deno task bench mnist` as a person reads them.
 *
 * @param results What was measured.
 * @returns Several lines, without the last one's end.
 */
export function mnistText(results: MnistResults): string {
  const { settings, training, inference, aims, leftOut } = results;
  const { batch, steps, rounds, warmUp } = settings;
  return [
    ...headLines(results),
    "",
    `Training, ms a step: batch ${batch}, ${counted(steps, "step")} a round, ${
      counted(rounds, "round")
    } in turn` +
    ` after ${warmUp} to warm up`,
    textTable(trainingRows(training)),
    ...fewerSteps(training, steps),
    "",
    "Inference, images a second",
    textTable(inferenceRows(inference)),
    ...(aims.length > 0 ? ["", textTable(aimRows(results))] : []),
    ...(leftOut.length > 0 ? ["", ...leftOut] : []),
  ].join("\n");
}

function headLines({ machine, versions, data, verification }: MnistResults): string[] {
  const errors = verification.flatMap((found) => [found.lossError, found.probabilityError ?? 0]);
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const warning = busyWarning(machine);
  return [
    `Machine   ${describeMachine(machine)}`,
    ...(warning === undefined ? [] : [warning]),
    `Versions  ${names.join(", ")}`,
    `Data      ${data.note}`,
    `Checked   first losses and probabilities of all: within ` +
    `${Math.max(...errors).toExponential(1)} of a float64 reference (${TOLERANCE} allowed)`,
  ];
}

function trainingRows(training: readonly TrainingResult[]): string[][] {
  const peers = PEERS.flatMap(({ id, label }) => {
    const found = training.find((result) => result.id === id);
    return found ? [{ label, times: found.msPerStep }] : [];
  });
  const head = [
    "",
    "min",
    "median",
    ...peers.map(({ label }) => `/ ${label}`),
    "loss",
    "memory",
    "on",
  ];
  const rows = training.map(({ label, msPerStep, loss, peakBytes, runsOn }) => [
    label,
    ms(undisturbed(msPerStep, "smallest")),
    ms(median(msPerStep)),
    ...peers.map(({ times }) => compare(msPerStep, times, "smallest").byRound.toFixed(2)),
    loss.toFixed(4),
    peakBytes === undefined ? "?" : `${(peakBytes / 1e6).toFixed(0)} MB`,
    runsOn,
  ]);
  return [head, ...rows];
}

/** The loss of who made fewer steps is not to be compared with the others'. */
function fewerSteps(training: readonly TrainingResult[], usual: number): string[] {
  return training.filter(({ steps }) => steps !== usual).map(({ label, steps }) =>
    `(${label}: ${counted(steps, "step")} a round, as it is too slow for more)`
  );
}

function inferenceRows(inference: readonly InferenceResult[]): string[][] {
  const head = ["", "batch", "max", "median", "/ Keras", "accuracy"];
  const rows = inference.map(({ label, batch, imagesPerSecond, accuracy }) => {
    const keras = inference.find((result) => result.id === "keras" && result.batch === batch);
    return [
      label,
      `${batch}`,
      undisturbed(imagesPerSecond, "largest").toFixed(0),
      median(imagesPerSecond).toFixed(0),
      keras ? compare(imagesPerSecond, keras.imagesPerSecond, "largest").byRound.toFixed(2) : "",
      `${(accuracy * 100).toFixed(2)} %`,
    ];
  });
  return [head, ...rows];
}

function aimRows({ aims, training, inference }: MnistResults): string[][] {
  const labels = new Map(training.map(({ id, label }) => [id, label]));
  const rows = aims.map(({ what, ours, peer, batch, atMost, atLeast, ratio, reached }) => {
    const pair = what === "training"
      ? `${labels.get(ours)} / ${labels.get(peer)}, ms a step`
      : `${nameOf(inference, ours)} / ${nameOf(inference, peer)}, images a second, batch ${batch}`;
    return [
      `${reached ? "reached" : "MISSED "}  ${pair}`,
      ratio.byRound.toFixed(2),
      ratio.ofBest.toFixed(2),
      atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`,
    ];
  });
  return [["Aims", "by round", "of best", "wanted"], ...rows];
}

function nameOf(inference: readonly InferenceResult[], id: string): string | undefined {
  return inference.find((result) => result.id === id)?.label;
}

function ms(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}
