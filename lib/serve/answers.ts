import type { Passport } from "../nn/mod.ts";

/** What `/predict` says of one row. */
export type Answer = {
  /** The number, or of several outputs the name of the largest. */
  prediction: number | string;
  /** The number's unit, where the passport names one. */
  unit?: string;
  /** Every output by its name, where there are several. */
  outputs?: Record<string, number>;
};

/** A model's output in the passport's words. */
export function answerOf(values: Float32Array, { outputs }: Passport): Answer {
  if (values.length === 1) {
    const { unit } = outputs[0] ?? {};
    return { prediction: values[0]!, ...unit !== undefined && { unit } };
  }
  const names = Array.from(values, (_, j) => outputs[j]?.name ?? String(j));
  let best = 0;
  values.forEach((value, j) => {
    if (value > values[best]!) best = j;
  });
  return {
    prediction: names[best]!,
    outputs: Object.fromEntries(names.map((name, j) => [name, values[j]!])),
  };
}
