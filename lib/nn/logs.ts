import type { MetricName } from "./objective.ts";

/** Means over an epoch's examples, those that were used so far. */
export type Means<Metric extends MetricName = "accuracy"> =
  & {
    /** Mean loss, in nats for classes. */
    loss: number;
  }
  & {
    /** For classes the share that was right, 0 to 1; for numbers how far off they were, in the mean. */
    [metric in Metric]: number;
  };

/** What is known after one training step. Both means run over the epoch so far. */
export type StepLog<Metric extends MetricName = "accuracy"> = Means<Metric> & {
  /** This epoch, from 1. */
  epoch: number;
  /** Epochs asked for. */
  epochs: number;
  /** This step within the epoch, from 1. */
  step: number;
  /** Steps in an epoch. */
  steps: number;
  /** Milliseconds since the epoch began. */
  elapsedMs: number;
};

/**
 * What is known after one epoch: the means that Keras prints beside its progress bar, each example's
 * part taken when its step was made.
 */
export type EpochLog<Metric extends MetricName = "accuracy"> = Means<Metric> & {
  /** This epoch, from 1. */
  epoch: number;
  /** Epochs asked for. */
  epochs: number;
  /** Steps in an epoch. */
  steps: number;
  /** Milliseconds the epoch took. */
  elapsedMs: number;
  /** `elapsedMs / steps`. */
  msPerStep: number;
  /** The same means on the examples in `validation`, after the epoch, if there are any. */
  validation?: Means<Metric>;
};

/** A log of a step or an epoch, whatever its metric. */
export type AnyMeans = { loss: number } & Partial<Record<MetricName, number>>;

/** The metric of a log: its name, a short one, and its value. */
export function metricOf(log: AnyMeans): { name: string; short: string; value: number } {
  const { accuracy, meanAbsoluteError = NaN } = log;
  if (accuracy !== undefined) return { name: "accuracy", short: "acc", value: accuracy };
  return { name: "mae", short: "mae", value: meanAbsoluteError };
}
