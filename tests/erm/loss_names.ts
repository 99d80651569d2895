// The losses of tests/golden/erm.json by the words that the file has for them.

import {
  absoluteLoss,
  crossEntropyLoss,
  exponentialLoss,
  hingeLoss,
  huberLoss,
  logCoshLoss,
  logisticLoss,
  type Loss,
  multiMarginLoss,
  pinballLoss,
  smoothL1Loss,
  softmaxSquaredLoss,
  squaredHingeLoss,
  squaredLoss,
} from "descent/erm";

const LOSSES: [RegExp, (number: number) => Loss][] = [
  [/^mean squared error of softmax/, () => softmaxSquaredLoss],
  [/^mean squared error|^mean \(z-y\)\^2/, () => squaredLoss],
  [/^mean absolute error/, () => absoluteLoss],
  [/^Huber, delta ([\d.]+)/, (delta) => huberLoss({ delta })],
  [/^smooth L1, beta ([\d.]+)/, (beta) => smoothL1Loss({ beta })],
  [/^pinball alpha ([\d.]+)/, (quantile) => pinballLoss({ quantile })],
  [/^mean log cosh\(\(z-y\)\/([\d.]+)\)/, (scale) => logCoshLoss({ scale })],
  [/^binary cross-entropy with logits/, () => logisticLoss],
  [/^hinge/, () => hingeLoss],
  [/^squared hinge/, () => squaredHingeLoss],
  [/^exponential loss/, () => exponentialLoss],
  [
    /^softmax cross-entropy with label smoothing ([\d.]+)/,
    (labelSmoothing) => crossEntropyLoss({ labelSmoothing }),
  ],
  [/^softmax cross-entropy/, () => crossEntropyLoss()],
  [/^Crammer-Singer-like multi-margin/, () => multiMarginLoss],
];

/** The loss of a name, and labels of the kind that it takes, from those of the file (0, 1, …). */
export function lossNamed(name: string, y: Float64Array): { loss: Loss; labels: Float64Array } {
  for (const [pattern, create] of LOSSES) {
    const match = name.match(pattern);
    if (!match) continue;
    const loss = create(Number(match[1]));
    return { loss, labels: loss.labels === "sign" ? y.map((label) => 2 * label - 1) : y };
  }
  throw new Error(`no such loss: ${name}`);
}
