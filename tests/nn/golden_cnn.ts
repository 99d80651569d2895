import type { Examples } from "descent/nn";

/** What PyTorch and Keras make of a network, from weights and images in files. */
export type GoldenCnn = {
  /** Losses of the first 60 steps of the optimiser by PyTorch in float64, epsilon 1e-7. */
  losses: number[];
  /** Accuracy of the batch at each of these steps. */
  accuracies: number[];
  batchSize: number;
  /** Kernel and bias of each layer that has them. */
  weights: { shape: number[]; values: Float32Array }[];
  data: Examples;
  /** For the first 64 images at the start: loss, logits, probabilities, gradients. */
  first64: {
    loss: number;
    logits: number[][];
    probabilities: number[][];
    gradients: { sample_values: number[]; sample_indices: number[]; l2_norm: number }[];
  };
};

type Weight = {
  name: string;
  shape: number[];
  file: string;
  scale: number;
  sample_indices: number[];
};
type Trajectory = {
  peer: string;
  optimizer: string;
  options: { eps?: number };
  dtype: string;
  loss: number[];
  batch_accuracy: number[];
};
type Model = {
  id: string;
  input: { images: string; labels: string; weights: Weight[]; batch_size: number };
  expected: {
    first64_float64: Omit<GoldenCnn["first64"], "gradients"> & {
      gradients: Record<string, { sample_values: number[]; l2_norm: number }>;
    };
    trajectories: Trajectory[];
  };
};

/** `DESCENT_GOLDEN` names the folder; else it is looked for in shared/golden beside the project. */
const FOLDER = new URL(
  `${Deno.env.get("DESCENT_GOLDEN") ?? "../shared/golden"}/`,
  new URL("../../", import.meta.url),
);

/**
 * The golden values, or null where their folder is not at hand.
 *
 * @param id "documented", or "seed_pipeline": with pooling and a hidden layer of 128.
 * @param optimizer What its steps are made by.
 */
export async function readGoldenCnn(
  id = "documented",
  optimizer = "Adam",
): Promise<GoldenCnn | null> {
  let text: string;
  try {
    text = await Deno.readTextFile(new URL("cnn_mnist.json", FOLDER));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const { models } = JSON.parse(text) as { models: Model[] };
  const { input, expected } = models.find((model) => model.id === id)!;
  const { loss, logits, probabilities, gradients } = expected.first64_float64;
  const path = expected.trajectories.find((path) =>
    path.peer === "torch" && path.optimizer === optimizer && path.options.eps === 1e-7 &&
    path.dtype === "float64"
  )!;
  return {
    losses: path.loss,
    accuracies: path.batch_accuracy,
    batchSize: input.batch_size,
    weights: await Promise.all(input.weights.map(readWeight)),
    data: {
      x: await readNpy(input.images) as Uint8Array,
      y: Uint8Array.from(await readNpy(input.labels)),
      scale: 1 / 255,
    },
    first64: {
      loss,
      logits,
      probabilities,
      gradients: input.weights.map(({ name, sample_indices }) => ({
        ...gradients[name]!,
        sample_indices,
      })),
    },
  };
}

async function readWeight({ shape, file, scale }: Weight) {
  const values = Float32Array.from(await readNpy(file), (value) => value * scale);
  return { shape, values };
}

/** The values of a numpy file, format 1.0, packed by gzip or not. */
async function readNpy(name: string): Promise<Uint8Array | Int8Array | Float32Array> {
  const file = await Deno.open(new URL(name, FOLDER));
  const stream = name.endsWith(".gz")
    ? file.readable.pipeThrough(new DecompressionStream("gzip"))
    : file.readable;
  const buffer = await new Response(stream).arrayBuffer();
  const start = 10 + new DataView(buffer).getUint16(8, true); // after magic, version and header
  const header = new TextDecoder().decode(buffer.slice(10, start));
  const dtype = /'descr': '([^']+)'/.exec(header)![1]!;
  if (dtype === "|u1") return new Uint8Array(buffer.slice(start));
  if (dtype === "|i1") return new Int8Array(buffer.slice(start));
  if (dtype === "<f4") return new Float32Array(buffer.slice(start));
  throw new TypeError(`Cannot read ${name}: the values must be u1, i1 or f4, got ${dtype}`);
}
