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
  normalization?: tf.layers.Layer;
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
  all.forEach(({ layer, sources }, i) => {
    const activation = activationOfLayer(layer);
    if (givers[i] !== i || activation === undefined) return;
    const below = giver(sources[0]!);
    if (below < 0 || kinds[below] !== 0 || users(below).length > 1) return;
    if (!WITH_ACTIVATION.has(all[below]!.layer.getClassName())) return;
    kinds[below] = activationKind(activation);
    givers[i] = below;
  });

  const normalizations = new Map<number, tf.layers.Layer>();
  if (!training) {
    all.forEach(({ layer, sources, shapes }, i) => {
      if (givers[i] !== i || layer.getClassName() !== "BatchNormalization") return;
      const below = giver(sources[0]!);
      if (below < 0 || kinds[below] !== 0 || users(below).length > 1) return;
      if (!WITH_WEIGHTS.has(all[below]!.layer.getClassName()) || normalizations.has(below)) return;
      if (String(shapes[0]) !== String(all[below]!.outputShape)) return;
      normalizations.set(below, layer);
      kinds[below] = kinds[i]!;
      givers[i] = below;
    });
  }

  const kept = all.flatMap((_, i) => givers[i] === i ? [i] : []);
  const arranged = kept.map((i): Arranged => ({
    ...all[i]!,
    kind: kinds[i]!,
    ...(normalizations.has(i) ? { normalization: normalizations.get(i)! } : {}),
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
