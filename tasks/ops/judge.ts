import * as tf from "@tensorflow/tfjs";
import type { OpCase } from "./cases.ts";
import type { LayerCase } from "./layers.ts";
import { type LossCase, lossModel } from "./losses.ts";

/** How an operation does on a backend. */
export type Verdict = "right" | "wrong" | "missing" | "bridged";

/** What a backend did: its verdict, why, and the value before any gradient. */
export type Finding = { verdict: Verdict; why?: string; value?: number[] };

/** Something with weights or inputs to change, a value and gradients. */
type Subject = {
  values: Float32Array[];
  /** The value at other values. */
  value(values: Float32Array[]): tf.Tensor;
  /** Gradients of Σ dy ∘ value. */
  gradients(dy: Float32Array): tf.Tensor[] | Promise<tf.Tensor[]>;
};

/** Half the distances of differences: the narrow one counts where a corner lies within the wide one. */
const STEPS = [2 ** -6, 2 ** -9];
/** How far a gradient may be from a difference. */
const TOLERANCE = 4e-3;
/** Numbers of each input that are changed. */
const PICKS = 6;

/**
 * Compares an operation's gradient on the backend in use with central differences of its own value.
 *
 * @param one What to judge.
 * @returns "missing" where it throws.
 */
export async function judge(one: OpCase | LayerCase | LossCase): Promise<Finding> {
  try {
    return await judgeSubject(subjectOf(one));
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
    return { verdict: "missing", why: why.slice(0, 120) };
  }
}

function subjectOf(one: OpCase | LayerCase | LossCase): Subject {
  if ("loss" in one) return lossSubject(one);
  return "make" in one ? layerSubject(one) : opSubject(one);
}

async function judgeSubject({ values, value, gradients }: Subject): Promise<Finding> {
  const before = await read(value(values));
  const dy = Float32Array.from(before, (_, i) => Math.cos(2 * i + 1));
  const slopes = await Promise.all((await gradients(dy)).map(read));
  const finding: Finding = { verdict: "right", value: [...before] };
  for (const [i, slope] of slopes.entries()) {
    if (slope.length !== values[i]!.length) {
      return { ...finding, verdict: "wrong", why: `gradient ${i} has another size` };
    }
    for (let pick = 0; pick < PICKS; pick++) {
      const at = (pick * 7919) % slope.length;
      const moved = async (step: number) => {
        const changed = values.with(i, values[i]!.with(at, values[i]![at]! + step));
        return (await read(value(changed))).reduce((sum, y, j) => sum + y * dy[j]!, 0);
      };
      let expected = NaN;
      const isNear = () => Math.abs(slope[at]! - expected) <= TOLERANCE * (1 + Math.abs(expected));
      for (const step of STEPS) {
        expected = (await moved(step) - await moved(-step)) / (2 * step);
        if (isNear()) break;
      }
      if (isNear()) continue;
      const got = `gradient ${i}, value ${at}: difference ${expected}, got ${slope[at]}`;
      return { ...finding, verdict: "wrong", why: got };
    }
  }
  return finding;
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

/** Values spread over a range, all different, in no order. */
function spread(n: number, [low, high]: [number, number], seed: number): Float32Array {
  const step = 0.6180339887; // of the golden ratio: multiples of it stay apart
  return Float32Array.from(
    { length: n },
    (_, i) => low + (high - low) * (((i + 1) * step + seed * 0.37) % 1),
  );
}

function opSubject({ shapes, f, range = [-1, 1] }: OpCase): Subject {
  const tensors = (values: Float32Array[]) => values.map((v, i) => tf.tensor(v, shapes[i]!));
  const values = shapes.map((shape, i) => spread(shape.reduce((a, b) => a * b, 1), range, i));
  return {
    values,
    value: (moved) => tf.tidy(() => f(...tensors(moved))),
    gradients: (dy) =>
      tf.tidy(() => {
        const inputs = tensors(values);
        const { shape } = f(...inputs);
        return tf.grads(f)(inputs, tf.tensor(dy, shape));
      }),
  };
}

function layerSubject({ make, input }: LayerCase): Subject {
  const layer = make();
  const x = tf.keep(input());
  const apply = () => layer.apply(x, { training: true }) as tf.Tensor;
  tf.tidy(apply); // builds it
  const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const write = (values: Float32Array[]) =>
    tf.tidy(() =>
      weights.forEach((weight, i) => weight.assign(tf.tensor(values[i]!, weight.shape)))
    );
  const values = weights.map(({ size }, i) => spread(size, [-0.7, 0.7], i));
  return {
    values,
    value(moved) {
      write(moved);
      return tf.tidy(apply);
    },
    gradients(dy) {
      write(values);
      return tf.tidy(() => {
        const loss = () => {
          const y = apply();
          return tf.sum(tf.mul(y, tf.tensor(dy, y.shape))) as tf.Scalar;
        };
        const { grads } = tf.variableGrads(loss, weights);
        return weights.map(({ name }) => grads[name]!);
      });
    },
  };
}

function lossSubject(one: LossCase): Subject {
  const { model, x, y } = lossModel(one);
  const shapes = model.getWeights().map(({ shape }) => shape);
  const values = model.getWeights().map(({ size }, i) => spread(size, [-0.7, 0.7], i));
  const write = (values: Float32Array[]) =>
    tf.tidy(() => model.setWeights(values.map((value, i) => tf.tensor(value, shapes[i]!))));
  return {
    values,
    value(moved) {
      write(moved);
      return model.evaluate(x, y) as tf.Scalar;
    },
    async gradients([dy]) {
      write(values);
      await model.trainOnBatch(x, y);
      return tf.tidy(() =>
        model.getWeights().map((after, i) =>
          tf.mul(tf.sub(tf.tensor(values[i]!, shapes[i]!), after), dy!)
        )
      );
    },
  };
}
