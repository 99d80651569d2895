import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { type Block, type Heap, heapOf } from "descent/kernels";
import { assert, assertEquals } from "@std/assert";
import { valuesOf } from "../../lib/nn/plan/op.ts";
import { createPlan, type Plan } from "../../lib/nn/plan/plan.ts";
import { softmaxCrossEntropyInPlace } from "../../lib/nn/softmax_cross_entropy.ts";
import {
  assertClose,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  LITTLE_INK,
  skipsBlanks,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");
const heap = heapOf(tf.backend() as BackendWasm);

const SHAPE = [12, 12, 1];
const SIZE = 144;
const digits = () => chain(SHAPE, () => [conv(), flatten(), classes()]);
const deeper = () =>
  chain(SHAPE, () => [conv(), conv({ padding: "same" }), flatten(), dense(), classes()]);

function planOf(
  model: tf.LayersModel,
  sample: Float32Array,
  { on = heap, training = true, batchSize = 6 } = {},
): Plan {
  const plan = createPlan(model, on, { batchSize, sample, training, activation: "softmax" });
  assert(typeof plan !== "string", String(plan));
  return plan;
}

/** Logits and all gradients of the mean loss over the first `count` examples, in the model's order. */
function derive(plan: Plan, x: Float32Array, y: Uint8Array, count: number) {
  heap.floats(plan.input, count * SIZE).set(x.subarray(0, count * SIZE));
  plan.forward(count);
  const logits = heap.floats(plan.output, count * 3);
  const values = logits.slice();
  softmaxCrossEntropyInPlace(logits, y.subarray(0, count), 3);
  plan.backward(count);
  const gradients = plan.parameters.map((parameter) =>
    valuesOf({ ...parameter, value: parameter.gradient }, heap)
  );
  return { logits: values, gradients };
}

Deno.test("createPlan() skips blank patches where they are many, and only there", () => {
  for (const [ink, skips] of [[0, true], [LITTLE_INK, true], [1, false]] as const) {
    assertEquals(skipsBlanks(digits(), examples(6, SIZE, ink).x), skips, `ink ${ink}`);
  }
  assertEquals(skipsBlanks(deeper(), examples(6, SIZE, LITTLE_INK).x), false);
});

Deno.test("a plan gives the same whether it skips blank patches or not, for any part of a batch", () => {
  const { x, y } = examples(6, SIZE, LITTLE_INK);
  const model = digits();
  const samples = [x, examples(6, SIZE).x] as const;
  assertEquals(samples.map((sample) => skipsBlanks(model, sample)), [true, false]);
  const [skipping, full] = [planOf(model, samples[0]), planOf(model, samples[1])];
  for (const count of [1, 2, 3, 5, 6]) {
    const [a, b] = [derive(skipping, x, y, count), derive(full, x, y, count)];
    assertClose(a.logits, b.logits, 1e-6, `logits of ${count}`);
    a.gradients.forEach((gradient, i) => {
      assertClose(gradient, b.gradients[i]!, 1e-6, `gradient ${i} of ${count}`);
    });
  }
  skipping.dispose();
  full.dispose();
});

for (const [what, make] of Object.entries({ digits, deeper })) {
  Deno.test(`a plan's gradients are those of tfjs's tape: ${what}`, () => {
    const model = make();
    for (const ink of [LITTLE_INK, 1]) {
      const { x, y } = examples(6, SIZE, ink);
      const plan = planOf(model, x);
      const { gradients } = derive(plan, x, y, 6);
      const expected = tf.tidy(() => {
        const labels = tf.oneHot(tf.tensor1d(y, "int32"), 3);
        const input = tf.tensor(x, [6, ...SHAPE]);
        const loss = () => {
          const p = model.apply(input, { training: true }) as tf.Tensor;
          return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.log(p)), 1))) as tf.Scalar;
        };
        const { grads } = tf.variableGrads(loss);
        return model.weights.map((weight) =>
          grads[(weight.read() as tf.Variable).name]!.dataSync()
        );
      });
      gradients.forEach((gradient, i) => {
        const size = Math.max(...expected[i]!.map(Math.abs));
        assertClose(gradient.map((g) => g / size), expected[i]!.map((g) => g / size), 1e-5, `${i}`);
      });
      plan.dispose();
    }
  });

  Deno.test(`a plan holds the model's weights, and changes no tensor of it: ${what}`, () => {
    const model = make();
    const before = weightsOf(model);
    const { x, y } = examples(6, SIZE, LITTLE_INK);
    const tensors = tf.memory().numTensors;
    const plan = planOf(model, x);
    derive(plan, x, y, 6);
    assertEquals(plan.parameters.map((parameter) => valuesOf(parameter, heap)), before);
    assertEquals(weightsOf(model), before);
    assertEquals(tf.memory().numTensors, tensors);
    plan.dispose();
  });

  for (const training of [false, true]) {
    Deno.test(`a plan frees what it takes, training ${training}: ${what}`, () => {
      const taken = new Set<Block>();
      const on: Heap = {
        ...heap,
        allocate(count) {
          const block = heap.allocate(count);
          taken.add(block);
          return block;
        },
        free(block) {
          assert(taken.delete(block), "a block was freed twice");
          heap.free(block);
        },
      };
      const plan = planOf(make(), examples(6, SIZE, LITTLE_INK).x, { on, training });
      assert(taken.size > 0);
      plan.dispose();
      assertEquals(taken.size, 0);
    });
  }
}

Deno.test("a plan that is not for training takes regularised layers", () => {
  const model = chain(SHAPE, () => [
    conv(),
    flatten(),
    classes({ kernelRegularizer: tf.regularizers.l2() }),
  ]);
  const { x } = examples(6, SIZE);
  const options = { batchSize: 6, sample: x };
  assertEquals(
    createPlan(model, heap, { ...options, training: true, activation: "softmax" }),
    `layer "${model.layers[3]!.name}" has a kernelRegularizer`,
  );
  const plan = planOf(model, x, { training: false });
  assert(plan.parameters.every(({ gradient }) => gradient === 0), "no room for gradients");
  plan.dispose();
});
