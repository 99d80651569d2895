import { createPrng } from "descent/core";

/** The labels and scores of one kind of data. */
export type Kind = {
  /** Files are called `binary-true.u8` and so on. */
  id: "binary" | "classes";
  /** Samples. */
  n: number;
  /** Classes. */
  k: number;
};

/** Very many samples, and very many classes. */
export const KINDS: readonly Kind[] = [
  { id: "binary", n: 1_000_000, k: 2 },
  { id: "classes", n: 100_000, k: 100 },
];

/** How much likelier the true class is made, in nats: some mistakes are left, and few ties. */
const SIGNAL = 3;

/** How a data set lies in files: labels as bytes, probabilities as float64, row after row. */
export function fileNames({ id }: Kind): { yTrue: string; yPred: string; probabilities: string } {
  return {
    yTrue: `${id}-true.u8`,
    yPred: `${id}-pred.u8`,
    probabilities: `${id}-probabilities.f64`,
  };
}

/**
 * Writes true labels, predicted labels and probabilities: of the second class for two, of each for
 * more.
 *
 * @param folder Where to.
 */
export async function writeData(folder: string): Promise<void> {
  for (const kind of KINDS) {
    const { yTrue, yPred, probabilities } = draw(kind);
    const names = fileNames(kind);
    await Deno.writeFile(`${folder}/${names.yTrue}`, yTrue);
    await Deno.writeFile(`${folder}/${names.yPred}`, yPred);
    await Deno.writeFile(`${folder}/${names.probabilities}`, new Uint8Array(probabilities.buffer));
  }
}

/** Random logits, with the true class's raised; the prediction is the class with the highest. */
function draw({ n, k }: Kind) {
  const prng = createPrng(6);
  const yTrue = new Uint8Array(n);
  const yPred = new Uint8Array(n);
  const probabilities = new Float64Array(k === 2 ? n : n * k);
  const row = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    // Class c is drawn with a weight of c + 1, so that averages over classes differ.
    yTrue[i] = Math.floor((Math.sqrt(1 + 8 * prng.next() * k * (k + 1) / 2) - 1) / 2);
    for (let j = 0; j < k; j++) row[j] = 2 * (prng.next() + prng.next() - 1);
    row[yTrue[i]!]! += SIGNAL * prng.next();
    const shares = softmax(row);
    yPred[i] = shares.indexOf(Math.max(...shares));
    if (k === 2) probabilities[i] = shares[1]!;
    else probabilities.set(shares, i * k);
  }
  return { yTrue, yPred, probabilities };
}

function softmax(row: Float64Array): Float64Array {
  const shares = row.map(Math.exp);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
