import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { compileStep } from "descent/nn";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { assertClose, chain, classes, conv, dense, examples, flatten, weightsOf } from "./toys.ts";

await useBackend("wasm");

const make = () => chain([8, 8, 1], () => [conv(), flatten(), dense(), classes()]);
const batches = [8, 8, 3].map((n) => examples(n, 64));

Deno.test("compileStep() makes the steps of trainOnBatch, for batches of any size up to the first", async () => {
  const [compiled, tape] = [make(), make()];
  const optimizer = tf.train.sgd(0.05);
  tape.compile({ optimizer, loss: "sparseCategoricalCrossentropy", metrics: ["acc"] });
  const step = compileStep(compiled, batches[0]!, { optimizer: "sgd", learningRate: 0.05 });
  for (const { x, y } of [...batches, ...batches]) {
    const inputs = [
      tf.tensor(x, [y.length, 8, 8, 1]),
      tf.tensor(Float32Array.from(y), [y.length, 1]),
    ];
    const [loss, metric] = await tape.trainOnBatch(inputs[0]!, inputs[1]!) as number[];
    const found = step.run({ x, y });
    assertClose([found.loss, found.metric], [loss!, metric!], 1e-5, "loss and accuracy");
    tf.dispose(inputs);
  }
  const before = weightsOf(compiled);
  assertEquals(before, weightsOf(make()));
  step.keep();
  weightsOf(compiled).forEach((w, i) => assertClose(w, weightsOf(tape)[i]!, 1e-5, `weight ${i}`));
  step.dispose();
});

Deno.test("compileStep() makes no tensors", () => {
  const model = make();
  const tensors = tf.memory().numTensors;
  const step = compileStep(model, batches[0]!);
  const first = step.run(batches[0]!).loss;
  for (let i = 0; i < 50; i++) step.run(batches[i % 3]!);
  assert(step.run(batches[0]!).loss < first);
  step.dispose();
  assertEquals(tf.memory().numTensors, tensors);
});

Deno.test("compileStep() says what it cannot compile, and which batch does not fit", () => {
  const swish = chain([4], () => [dense({ activation: "swish", name: "bent" }), classes()]);
  assertThrows(
    () => compileStep(swish, examples(4, 4)),
    TypeError,
    'Cannot compile a training step: layer "bent" (Dense) is not one it takes; take train(), ' +
      "which trains every model",
  );
  const step = compileStep(make(), batches[2]!);
  assertThrows(
    () => step.run(batches[0]!),
    RangeError,
    "Cannot compile a training step: the number of examples must be a whole number from 1 to 3, got 8",
  );
  step.dispose();
  const steep = compileStep(make(), batches[0]!, { optimizer: "sgd", learningRate: 1e30 });
  assertThrows(
    () => [1, 2, 3].forEach(() => steep.run(batches[0]!)),
    RangeError,
    "Cannot train: the loss must stay finite; try a learningRate below 1e+30, got NaN",
  );
  steep.dispose();
});
