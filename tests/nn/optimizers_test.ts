import { useBackend } from "descent/backend";
import { defaultLearningRate, OPTIMIZER_NAMES, type OptimizerName, train } from "descent/nn";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { examples, PATHS, smallest } from "./toys.ts";

await useBackend("wasm");

// Rates at which a tiny problem is learnt in a few steps; Keras's own are made for long trainings.
const RATES: Record<OptimizerName, number> = {
  adam: 0.05,
  sgd: 0.5,
  rmsprop: 0.05,
  adagrad: 0.3,
  adamax: 0.1,
  adadelta: 30, // its first steps are √ε long
};

Deno.test("OPTIMIZER_NAMES holds every optimiser that is tested here", () => {
  assertEquals(OPTIMIZER_NAMES, Object.keys(RATES) as OptimizerName[]);
});

for (const name of OPTIMIZER_NAMES) {
  for (const { path, wrap } of PATHS) {
    Deno.test(`train() by ${name} brings the loss down, chain of class ${path}`, async () => {
      const model = wrap(smallest());
      const result = await train(model, examples(30, 4), {
        ...{ epochs: 25, batchSize: 10, seed: 0, progress: "none" },
        ...{ optimizer: name, learningRate: RATES[name] },
      });
      const isCompiled = ["adam", "adadelta", "sgd"].includes(name);
      assertEquals(result.path, isCompiled ? path : "fit");
      if (path === "compiled" && !isCompiled) {
        assertEquals(result.why, `the optimiser is ${name}`);
      }
      const [first, last] = [result.epochs[0]!.loss, result.epochs.at(-1)!.loss];
      assert(last < 0.6 * first, `from ${first} to ${last}`);
      model.dispose();
    });
  }

  Deno.test(`train() takes Keras's learning rate for ${name} when none is given`, async () => {
    const data = examples(10, 4);
    const options = { epochs: 2, seed: 0, optimizer: name, progress: "none" } as const;
    const [a, b] = [smallest(), smallest()];
    const byDefault = await train(a, data, options);
    const byRate = await train(b, data, { ...options, learningRate: defaultLearningRate(name) });
    const losses = [byDefault, byRate].map(({ epochs }) => epochs.map(({ loss }) => loss));
    assertEquals(losses[0], losses[1]);
    for (const model of [a, b]) model.dispose();
  });
}

Deno.test("defaultLearningRate() gives Keras's rates, and 1 for Adadelta", () => {
  assertEquals(OPTIMIZER_NAMES.map(defaultLearningRate), [0.001, 0.01, 0.001, 0.001, 0.001, 1]);
});

Deno.test("defaultLearningRate() names the optimisers", () => {
  assertThrows(
    () => defaultLearningRate("lion" as OptimizerName),
    RangeError,
    "Cannot train: optimizer must be one of adam, sgd, rmsprop, adagrad, adamax, adadelta, " +
      'got "lion"',
  );
});
