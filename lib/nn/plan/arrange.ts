import type * as tf from "@tensorflow/tfjs";
import type { Step } from "./graph.ts";
import { activationKind } from "./activation.ts";
import { activationOfLayer } from "./activation_layer.ts";
import { PLAN_LAYERS } from "./layers.ts";

/** A step that computes something. */
export type Arranged = Step & {
  /** The activation that it ends in, as kernels number them. */
  kind: number;
  /** The convolution whose maxima a pooling takes, and which leaves its activation's gradient to it. */
  pools?: Arranged;
  /** Whether there is such a pooling. */
  isPooled?: boolean;
  /** A batch normalisation right above, which outside of training is part of the weights. */
  normalization: tf.layers.Layer | undefined;
};

/** Layers that can end in an activation. */
const WITH_ACTIVATION = new Set([
  ...[
    "Dense",
    "Conv1D",
    "Conv2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "BatchNormalization",
    "Add",
  ],
]);

/** Layers that multiply by weights, channel by channel or to make them. */
const WITH_WEIGHTS = new Set(["Dense", "Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D"]);

/**
 * Steps as a plan makes them: those that only name values anew are left out, an activation becomes
 * part of the step right below it, and so does batch normalisation outside of training; a convolution
 * right below a maximum knows of it.
 *
 * @param all The steps of the model.
 * @param training Whether the plan is for training.
 * @param leaveOut Whether the last step's activation is left to the caller.
 */
export function arrange(all: Step[], training: boolean, leaveOut: boolean): Arranged[] {
  const kinds = all.map(({ layer }) => activationKind(layer.getConfig()["activation"]));
  if (leaveOut) kinds[all.length - 1] = 0;
  /** For every step itself, or the one below that gives its values instead. */
  const givers = all.map((_, i) => i);
  const giver = (i: number): number => i < 0 || givers[i] === i ? i : giver(givers[i]!);
  const users = (of: number) =>
    all.flatMap(({ sources }, i) =>
      givers[i] === i ? sources.filter((j) => giver(j) === of).map(() => i) : []
    );

  all.forEach((step, i) => {
    if (isName(step, training, kinds[i]!)) givers[i] = step.sources[0]!;
  });
  /** The step right below that a step can become part of, if its layer is of these classes; or −1. */
  const hostOf = (i: number, classes: ReadonlySet<string>) => {
    const below = giver(all[i]!.sources[0]!);
    const fits = below >= 0 && kinds[below] === 0 && users(below).length === 1 &&
      classes.has(all[below]!.layer.getClassName());
    return fits && givers[i] === i ? below : -1;
  };
  all.forEach(({ layer }, i) => {
    const activation = activationOfLayer(layer);
    const below = activation === undefined ? -1 : hostOf(i, WITH_ACTIVATION);
    if (below < 0) return;
    kinds[below] = activationKind(activation);
    givers[i] = below;
  });

  const normalizations = new Map<number, tf.layers.Layer>();
  all.forEach(({ layer, shapes: [shape] }, i) => {
    if (training || layer.getClassName() !== "BatchNormalization") return;
    const below = hostOf(i, WITH_WEIGHTS);
    if (below < 0 || normalizations.has(below)) return;
    if (String(shape) !== String(all[below]!.outputShape)) return;
    normalizations.set(below, layer);
    kinds[below] = kinds[i]!;
    givers[i] = below;
  });

  const kept = all.flatMap((_, i) => givers[i] === i ? [i] : []);
  const arranged = kept.map((i): Arranged => ({
    ...all[i]!,
    kind: kinds[i]!,
    normalization: normalizations.get(i),
    sources: all[i]!.sources.map((source) => kept.indexOf(giver(source))),
  }));
  for (const step of arranged) {
    const below = arranged[step.sources[0]!];
    if (!below || !isPoolingOf(step, below)) continue;
    if (users(kept[step.sources[0]!]!).length > 1) continue;
    step.pools = below;
    below.isPooled = true;
  }
  return arranged;
}

/** Whether a step gives what it gets. */
function isName({ layer }: Step, training: boolean, kind: number): boolean {
  const name = layer.getClassName();
  if (name === "Activation" || name === "Softmax") return kind === 0;
  const { op, onlyTraining } = PLAN_LAYERS[name]!;
  return !op || !training && !!onlyTraining;
}

function isPoolingOf({ layer, shapes: [shape] }: Step, below: Step): boolean {
  const pair = `${below.layer.getClassName()} ${layer.getClassName()}`;
  return (pair === "Conv2D MaxPooling2D" || pair === "Conv1D MaxPooling1D") &&
    String(shape) === String(below.outputShape);
}
