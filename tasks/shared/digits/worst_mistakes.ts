/** An image that the model took for something else. */
export type Mistake = {
  /** Which image, from 0. */
  index: number;
  /** What it is. */
  label: number;
  /** What the model took it for. */
  taken: number;
  /** How sure the model was of that, 0 to 1. */
  probability: number;
  /** −ln of the probability given to its label, in nats. */
  loss: number;
};

// A probability below the smallest float32 is stored as 0; its logarithm must stay a number.
const SMALLEST = 2 ** -149;

/**
 * The wrong predictions that cost most, the costliest first; equal ones in the order of the images.
 *
 * @param labels What the images are, shape `(n)`.
 * @param predictions `yPred`, shape `(n)`, and `probabilities`, shape `(n, k)`, as evaluate() gives.
 * @param count How many at most.
 * @returns `count` mistakes, or fewer where fewer were made.
 */
export function worstMistakes(
  labels: ArrayLike<number>,
  predictions: { yPred: ArrayLike<number>; probabilities: ArrayLike<number> },
  count: number,
): Mistake[] {
  const { yPred, probabilities } = predictions;
  const k = probabilities.length / labels.length;
  const mistakes: Mistake[] = [];
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    const taken = yPred[index]!;
    if (label === taken) continue;
    const given = probabilities[index * k + label]!;
    const loss = -Math.log(given > SMALLEST ? given : SMALLEST);
    mistakes.push({ index, label, taken, probability: probabilities[index * k + taken]!, loss });
  }
  return mistakes.sort((a, b) => b.loss - a.loss || a.index - b.index).slice(0, count);
}
