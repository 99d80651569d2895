import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { createPredictor, seededDropout, train } from "descent/nn";
import { assertEquals } from "@std/assert";
import { dataOf, modelOf, type PlanCase, testPlans } from "./plan_law.ts";
import {
  asFit,
  assertClose,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  graph,
  LITTLE_INK,
  skipsBlanks,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");

type Tensor = tf.SymbolicTensor;

/** A layer upon values, or upon several. */
const on = (below: Tensor | Tensor[], layer: tf.layers.Layer) => layer.apply(below) as Tensor;
const stack = (below: Tensor, ...layers: tf.layers.Layer[]) => layers.reduce(on, below);
const add = (...below: Tensor[]) => on(below, tf.layers.add());
const side = (below: Tensor[], axis = -1) => on(below, tf.layers.concatenate({ axis }));
const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
const mean = () => tf.layers.globalAveragePooling2d({});
const relu = () => tf.layers.reLU();
const same = (settings = {}) => conv({ padding: "same", ...settings });
const linear = { activation: "linear" };

testPlans({
  "a chain of tf.model": {
    shape: [8, 8, 1],
    connect: (x) => stack(x, conv(), pool(), flatten(), dense(), classes()),
  },
  "branches added, one of them the input of the other": {
    shape: [7, 6, 2],
    connect: (x) => {
      const trunk = stack(x, conv());
      const branch = stack(trunk, same(), same(linear));
      return stack(add(branch, trunk), relu(), mean(), classes());
    },
  },
  "pixels taken thrice, three branches of one width added": {
    shape: [12],
    connect: (x) => stack(add(...[1, 2, 3].map(() => stack(x, dense()))), classes()),
  },
  "something added to itself": {
    shape: [12],
    connect: (x) => {
      const half = stack(x, dense({ activation: "tanh" }));
      return stack(add(half, half), classes());
    },
  },
  "branches side by side, along channels and along rows": {
    shape: [6, 8, 1],
    connect: (x) => {
      const wide = side([stack(x, same()), x, stack(x, same({ filters: 3, ...linear }))]);
      const high = side([stack(wide, conv()), stack(wide, conv({ activation: "tanh" }))], 1);
      return stack(high, mean(), classes());
    },
  },
  "one value taken by a pooling, a flattening and a convolution": {
    shape: [7, 7, 1],
    connect: (x) => {
      const trunk = stack(x, conv());
      const parts = [[pool(), flatten()], [flatten(), dense()], [conv(), flatten()]];
      return stack(side(parts.map((layers) => stack(trunk, ...layers))), classes());
    },
  },
  "a network with the sum of pixels beside its layers": {
    shape: [10],
    connect: (x) => stack(side([x, stack(x, dense(), dense())]), classes()),
  },
  "a model within the model": {
    shape: [7, 7, 1],
    connect: (x) => {
      const inner = tf.sequential({ layers: [conv({ inputShape: [7, 7, 1] }), pool()] });
      const last = tf.input({ shape: [4, 6] });
      const end = tf.model({ inputs: last, outputs: stack(last, flatten(), classes()) });
      const turned = tf.layers.reshape({ targetShape: [4, 8] });
      return on(stack(x, inner, turned, dense({ units: 6 })), end);
    },
  },
  "a chain in a chain": {
    shape: [12],
    make: () => [tf.sequential({ layers: [dense({ inputShape: [12] }), dense()] }), classes()],
  },
  "activations of their own, and the last one too": {
    shape: [12, 11, 1],
    make: () => [
      conv({ ...linear, useBias: false }),
      tf.layers.batchNormalization(),
      relu(),
      pool(),
      conv(linear),
      tf.layers.activation({ activation: "tanh" }),
      pool(),
      flatten(),
      classes(linear),
      tf.layers.activation({ activation: "softmax" }),
    ],
  },
  "activations that others see too are not taken into the layer below": {
    shape: [9],
    connect: (x) => {
      const bare = stack(x, dense(linear));
      return stack(side([stack(bare, relu()), bare, stack(bare, tf.layers.elu())]), classes());
    },
  },
  "Softmax as a layer": { shape: [12], make: () => [classes(linear), tf.layers.softmax()] },
  "dropout on a branch": {
    shape: [12],
    connect: (x) => {
      const trunk = stack(x, dense());
      return stack(side([trunk, stack(trunk, seededDropout({ rate: 0.5, seed: 1 }))]), classes());
    },
  },
});

const options = { epochs: 3, seed: 1, batchSize: 8, progress: "none" } as const;

Deno.test("a frozen branch stays, and what lies below it still learns", async () => {
  const given: PlanCase = {
    shape: [12],
    connect: (x) => {
      const trunk = stack(x, dense());
      return stack(add(stack(trunk, dense({ trainable: false })), trunk), classes());
    },
  };
  const models = [modelOf(given), asFit(modelOf(given))];
  const before = weightsOf(models[0]!);
  const data = dataOf(given, 22);
  for (const model of models) await train(model, data, options);
  const [a, b] = models.map(weightsOf) as [Float32Array[], Float32Array[]];
  a.forEach((values, i) => assertClose(values, b[i]!, 1e-5, `weight ${i}`));
  const moved = a.map((values, i) => values.some((value, j) => value !== before[i]![j]));
  assertEquals(moved, [true, true, true, true, false, false]);
});

Deno.test("a model whose weights are all frozen keeps them, compiled", async () => {
  const model = chain([4], () => [dense({ trainable: false }), classes({ trainable: false })]);
  const before = weightsOf(model);
  const { path } = await train(model, examples(9, 4), options);
  assertEquals(path, "compiled");
  assertEquals(weightsOf(model), before);
});

Deno.test("what Adam has learnt about branches is in the model's order, on both paths", async () => {
  const given: PlanCase = {
    shape: [12],
    connect: (x) => {
      const long = stack(x, dense({ units: 4 }), dense({ units: 6 }));
      return stack(side([stack(x, dense({ units: 7 })), long]), classes());
    },
  };
  const data = dataOf(given, 22);
  const states: Float32Array[][] = [];
  for (const model of [modelOf(given), asFit(modelOf(given))]) {
    states.push((await train(model, data, options)).optimizer!.means.flat());
  }
  states[0]!.forEach((mean, i) => assertClose(mean, states[1]![i]!, 1e-5, `mean ${i}`));
});

Deno.test("layers that another model has too are compiled: only this model counts", async () => {
  const [first, second] = [dense(), classes()];
  const one = chain([5], () => [first, second]);
  const other = tf.input({ shape: [5] });
  tf.model({ inputs: other, outputs: stack(other, first) });
  assertEquals((await train(one, examples(9, 5), options)).path, "compiled");
});

Deno.test("numbers may be what any layer gives: a ReLU's, a sum's, a normalised one's", async () => {
  const ends: ((x: Tensor) => Tensor)[] = [
    (x) => stack(x, dense({ units: 2 })),
    (x) => stack(x, dense({ units: 2, activation: "tanh" })),
    (x) => add(stack(x, dense({ units: 2, ...linear })), stack(x, dense({ units: 2 }))),
    (x) => stack(x, dense({ units: 2, ...linear }), tf.layers.leakyReLU({ alpha: 0.1 })),
    (x) => stack(x, dense({ units: 2, ...linear, useBias: false }), tf.layers.batchNormalization()),
    (x) =>
      stack(x, tf.layers.reshape({ targetShape: [3, 2, 2] }), tf.layers.globalMaxPooling2d({})),
  ];
  const prng = createPrng(4);
  const data = {
    x: examples(22, 12).x,
    y: Float32Array.from({ length: 44 }, () => prng.next()),
  };
  for (const [i, end] of ends.entries()) {
    const connect = (x: Tensor) => end(stack(x, dense({ units: 12 })));
    const losses = [];
    for (const model of [graph([12], connect), asFit(graph([12], connect))]) {
      const result = await train(model, data, options);
      losses.push(result.epochs.map(({ loss }) => loss));
      assertEquals(result.path, losses.length === 1 ? "compiled" : "fit", result.why);
    }
    assertClose(losses[0]!, losses[1]!, 5e-5, `losses of end ${i}`);
  }
});

Deno.test("the documented layers skip blank patches as a graph too, and with activations apart", () => {
  const { x } = examples(6, 144, LITTLE_INK);
  const asGraph = graph([12, 12, 1], (input) => stack(input, conv(), flatten(), classes()));
  const apart = chain(
    [12, 12, 1],
    () => [conv(linear), relu(), flatten(), classes(linear), tf.layers.softmax()],
  );
  // A Dense at every place, and the mean of places: no patch can be left out.
  const atPlaces = chain([12, 12, 1], () => [
    conv(),
    dense(),
    mean(),
    classes(),
  ]);
  assertEquals([asGraph, apart, atPlaces].map((model) => skipsBlanks(model, x)), [
    true,
    true,
    false,
  ]);
});

Deno.test("createPredictor() compiles models that end in a layer of its own, and in a model", () => {
  const inner = () => tf.sequential({ layers: [classes({ inputShape: [4] })] });
  for (const last of [() => classes({ activation: "relu" }), inner, () => tf.layers.softmax()]) {
    const predictor = createPredictor(chain([4], () => [last()]), { batchSize: 2 });
    assertEquals(predictor.compiled, last().getClassName() !== "Softmax"); // alone it computes nothing
    predictor.dispose();
  }
});

const REFUSED: [why: string, connect: (x: Tensor) => Tensor][] = [
  [
    'layer "broad" (Add) is not one it takes',
    (x) =>
      stack(
        on([stack(x, dense()), stack(x, dense({ units: 1 }))], tf.layers.add({ name: "broad" })),
        classes(),
      ),
  ],
  [
    'layer "most" (Maximum) is not one it takes',
    (x) =>
      stack(
        on([stack(x, dense())].flatMap((y) => [y, y]), tf.layers.maximum({ name: "most" })),
        classes(),
      ),
  ],
  [
    'layer "shared" is used in more than one place',
    (x) => {
      const shared = dense({ units: 12, name: "shared" });
      return stack(x, shared, shared, classes());
    },
  ],
];

for (const [why, connect] of REFUSED) {
  Deno.test(`a graph is left to tfjs because ${why}`, async () => {
    const result = await train(graph([12], connect), examples(9, 12), options);
    assertEquals([result.path, result.why], ["fit", why]);
  });
}
