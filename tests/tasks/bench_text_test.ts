import { assertEquals } from "@std/assert";
import { judge } from "../../tasks/bench/mnist/aims.ts";
import { mnistText } from "../../tasks/bench/mnist/text.ts";
import type { MnistResults } from "../../tasks/bench/mnist/results.ts";

const one = { runsOn: "WASM, 1 thread", steps: 300, loss: 0.25, peakBytes: 4e8 };
const two = { ...one, runsOn: "2 threads" };
const slow = { ...one, runsOn: "JavaScript, 1 thread", steps: 1, loss: 2 };
const training = [
  { ...one, id: "plain", label: "model.fit", msPerStep: [4, 5, 3] },
  { ...slow, id: "cpu", label: "cpu", msPerStep: [900, 800, 1000] },
  { ...two, id: "keras", label: "Keras", msPerStep: [4, 10, 6] },
];
const inference = [
  { id: "train", label: "evaluate()", batch: 32, imagesPerSecond: [4000, 3000], accuracy: 0.9 },
  { id: "keras", label: "predict", batch: 32, imagesPerSecond: [2000, 2000], accuracy: 0.912 },
];
const results: MnistResults = {
  bench: "mnist",
  machine: { cpu: "CPU", cores: 2, simd: [], memoryBytes: 2 ** 30, os: "linux x", load: 0 },
  versions: { Deno: "2", Keras: "3" },
  data: { name: "MNIST", documented: true, note: "The full MNIST" },
  settings: { batch: 32, steps: 300, rounds: 3, warmUp: 1, seed: 0, peerThreads: 2 },
  leftOut: ["PyTorch left out: python3 has no module torch: name another Python with --python"],
  verification: [{ id: "plain", label: "model.fit", losses: [2], lossError: 2e-6 }],
  training,
  inference,
  aims: judge(training, inference),
};

// By round model.fit / Keras is 4/4, 5/10, 3/6, whose median is 1/2; of the best 3/4.
Deno.test("mnistText() tells machine, check, both tables, aims and who was left out", () => {
  assertEquals(
    mnistText(results),
    `Machine   CPU, 2 cores, 1 GiB, linux x, load 0.00
Versions  Deno 2, Keras 3
Data      The full MNIST
Checked   first losses and probabilities of all: within 2.0e-6 of a float64 reference (0.0001 allowed)

Training, ms a step: batch 32, 300 steps a round, 3 rounds in turn after 1 to warm up
            min  median  / Keras    loss  memory                    on
model.fit  3.00    4.00     0.50  0.2500  400 MB        WASM, 1 thread
cpu         800     900   166.67  2.0000  400 MB  JavaScript, 1 thread
Keras      4.00    6.00     1.00  0.2500  400 MB             2 threads
(cpu: 1 step a round, as it is too slow for more)

Inference, images a second
            batch   max  median  / Keras  accuracy
evaluate()     32  4000    3500     1.75   90.00 %
predict        32  2000    2000     1.00   91.20 %

Aims                                                      by round  of best        wanted
reached  model.fit / Keras, ms a step                         0.50     0.75   at most 0.9
reached  evaluate() / predict, images a second, batch 32      1.75     2.00  at least 1.5

PyTorch left out: python3 has no module torch: name another Python with --python`,
  );
});
