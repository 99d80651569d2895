import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { compileStep, predict, train } from "descent/nn";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { dataOf, modelOf, type PlanCase, testPlans } from "./plan_law.ts";
import { asFit, assertClose, classes, conv, dense, flatten, weightsOf } from "./toys.ts";

await useBackend("wasm");

const normalize = (settings = {}) => tf.layers.batchNormalization(settings);
const linear = { activation: "linear" };

// No bias right below: the mean takes it away again, so that its gradient is nothing but rounding.
testPlans({
  "normalised Dense": {
    shape: [12],
    make: () => [dense({ ...linear, useBias: false }), normalize(), classes()],
  },
  "normalised convolutions": {
    shape: [9, 7, 2],
    make: () => [
      conv({ ...linear, useBias: false }),
      normalize({ momentum: 0.5, epsilon: 0.1 }),
      conv({ filters: 5 }),
      normalize({ axis: 3 }),
      flatten(),
      classes(),
    ],
  },
  "normalised pixels": {
    shape: [5, 6, 3],
    make: () => [normalize({ momentum: 0.9 }), flatten(), classes()],
  },
  "normalised steps of a sequence": {
    shape: [7, 3],
    make: () => [normalize(), flatten(), classes()],
  },
});

const options = { epochs: 2, seed: 1, batchSize: 8, progress: "none" } as const;
const small: PlanCase = {
  shape: [6],
  make: () => [
    dense({ ...linear, useBias: false }),
    normalize({ trainable: false, momentum: 0.8 }),
    classes(),
  ],
};

Deno.test("a frozen normalisation keeps γ and β, normalises by the batch and remembers on, as tfjs has it", async () => {
  const models = [modelOf(small), asFit(modelOf(small))];
  const before = weightsOf(models[0]!);
  for (const model of models) await train(model, dataOf(small, 22), options);
  const [a, b] = models.map(weightsOf) as [Float32Array[], Float32Array[]];
  a.forEach((values, i) => assertClose(values, b[i]!, 1e-5, `weight ${i}`));
  const moved = a.map((values, i) => values.some((value, j) => value !== before[i]![j]));
  // Dense, Dense and its bias; then γ and β; then mean and variance.
  assertEquals(moved, [true, true, true, false, false, true, true]);
});

// tfjs itself cannot train a normalisation without γ or β: there it gets a γ of 1 or a β of 0 that stays.
for (const [kept, missing] of ["scale", "center"].entries()) {
  Deno.test(`a normalisation may go without: ${missing}`, async () => {
    const having = (settings: Record<string, unknown>): PlanCase => ({
      ...small,
      make: () => [dense({ ...linear, useBias: false }), normalize(settings), classes()],
    });
    const [model, other] = [modelOf(having({ [missing]: false })), modelOf(having({}))];
    const still = other.layers[2]!.weights[kept]!;
    still.write(tf.fill(still.shape as number[], 1 - kept));
    (still as unknown as { trainable: boolean }).trainable = false;
    other.layers.forEach((layer, i) => {
      model.layers[i]!.setWeights(
        layer.weights.filter((weight) => weight !== still).map((weight) => weight.read()),
      );
    });
    const data = dataOf(small, 22);
    const compiled = await train(model, data, options);
    const fit = await train(asFit(other), data, options);
    assertEquals([compiled.path, fit.path], ["compiled", "fit"]);
    const losses = [compiled, fit].map(({ epochs }) => epochs.map(({ loss }) => loss));
    assertClose(losses[0]!, losses[1]!, 1e-5, "losses");
    const remembered = [model, other].map((one) =>
      one.layers[2]!.getWeights().slice(-2).flatMap((weight) => [...weight.dataSync()])
    );
    assertClose(remembered[0]!, remembered[1]!, 1e-5, "mean and variance");
  });
}

Deno.test("a model with normalisation has the same optimiser state on both paths", async () => {
  const given = { ...small, make: () => [dense({ useBias: false }), normalize(), classes()] };
  const states = [];
  for (const model of [modelOf(given), asFit(modelOf(given))]) {
    const { optimizer } = await train(model, dataOf(given, 22), { ...options, optimizer: "adam" });
    states.push(optimizer!);
  }
  const [a, b] = states;
  a!.means.flat().forEach((values, i) => assertClose(values, b!.means.flat()[i]!, 1e-5, `${i}`));
  assertEquals(a!.means.map((kind) => kind.length), [5, 5]);
});

Deno.test("what a normalisation remembers is what it predicts by", async () => {
  const model = modelOf(small);
  const data = dataOf(small, 22);
  const before = await predict(model, data.x);
  await train(model, data, { ...options, learningRate: 1e-9 });
  const after = await predict(model, data.x);
  assert(before.some((value, i) => value !== after[i]));
});

Deno.test("normalising another axis is left to tfjs", () => {
  const across = normalize({ axis: 1, name: "across" });
  const given = { shape: [4, 3], make: () => [across, flatten(), classes()] };
  assertThrows(
    () => compileStep(modelOf(given), dataOf(given, 8)),
    TypeError,
    'layer "across" (BatchNormalization) is not one it takes',
  );
});
