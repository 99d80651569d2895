import { accuracyScore, confusionMatrix, wilsonInterval } from "descent/metrics";
import type { Run } from "./run.ts";
import { type Mistake, worstMistakes } from "./worst_mistakes.ts";

/** How well a model does on images that it was not trained on. */
export type TestResult = {
  images: number;
  /** Mean loss, in nats. */
  loss: number;
  /** Share classified correctly, 0 to 1. */
  accuracy: number;
  correct: number;
  /** Where the accuracy on all such images lies, by Wilson's method. */
  interval: { level: number; low: number; high: number };
  /** Counts, rows true and columns predicted. */
  confusion: number[][];
  /** The ten that cost most, the costliest first. */
  worstMistakes: Mistake[];
};

const LEVEL = 0.95;
const CLASSES = 10;
const WORST = 10;

/**
 * Scores the run's model on its test images.
 *
 * @param run Its model and test images.
 * @returns The scores, and the milliseconds that the predictions took.
 */
export async function testModel(
  { data, machinery, model }: Pick<Run, "data" | "machinery" | "model">,
): Promise<{ test: TestResult; testMs: number }> {
  const { examples, digits: { labels, n } } = data.test;
  const startMs = performance.now();
  const found = await machinery.nn.evaluate(model, examples);
  const testMs = performance.now() - startMs;
  const accuracy = accuracyScore(labels, found.yPred);
  const correct = Math.round(accuracy * n);
  const [low, high] = wilsonInterval(correct, n, { level: LEVEL });
  const test = {
    images: n,
    loss: found.loss,
    accuracy,
    correct,
    interval: { level: LEVEL, low, high },
    confusion: confusionMatrix(labels, found.yPred, { classes: CLASSES }),
    worstMistakes: worstMistakes(labels, found, WORST),
  };
  return { test, testMs };
}
