import type { FeatureStatistics, Passport } from "../nn/mod.ts";

/** What one input, or one patch of an image, did to the answer. */
export type Effect = {
  feature: string;
  /** The output as it is, less the output with this input at its training mean. */
  effect: number;
};

/** Images of at least so many pixels are asked in patches. */
const MANY = 100;
const PATCH = 4;

/**
 * What each input did to an answer: how far the output falls when that input alone is set to its
 * mean in training. For a square image the same in patches of 4 × 4 pixels.
 *
 * Effects do not add up to the answer, and inputs that stand for each other hide one another.
 *
 * @param row The inputs.
 * @param passport The model's.
 * @param predict Asks the model.
 * @returns Which output is explained, its value, and the effects in the inputs' order.
 *
 * Source: M. Zeiler, R. Fergus, Visualizing and understanding convolutional networks, 2014,
 * section 4.2 (occlusion).
 */
export async function explainRow(
  row: readonly number[],
  { features, outputs }: Passport,
  predict: (rows: number[][]) => Promise<Float32Array[]>,
): Promise<{ output: string; value: number; effects: Effect[] }> {
  const groups = groupsOf(features);
  const variants = groups.map(({ members }) =>
    members.reduce((changed, j) => changed.with(j, features[j]!.mean), [...row])
  );
  const [whole, ...others] = await predict([[...row], ...variants]);
  let best = 0;
  whole!.forEach((value, j) => {
    if (value > whole![best]!) best = j;
  });
  const value = whole![best]!;
  return {
    output: outputs[best]?.name ?? String(best),
    value,
    effects: groups.map(({ name }, i) => ({ feature: name, effect: value - others[i]![best]! })),
  };
}

function groupsOf(features: readonly FeatureStatistics[]): { name: string; members: number[] }[] {
  const side = Math.sqrt(features.length);
  if (features.length < MANY || !Number.isInteger(side)) {
    return features.map(({ name }, j) => ({ name, members: [j] }));
  }
  const across = Math.ceil(side / PATCH);
  return Array.from({ length: across * across }, (_, patch) => {
    const [top, left] = [PATCH * Math.floor(patch / across), PATCH * (patch % across)];
    const members: number[] = [];
    for (let r = top; r < Math.min(top + PATCH, side); r++) {
      for (let c = left; c < Math.min(left + PATCH, side); c++) members.push(r * side + c);
    }
    return { name: `rows ${top}–, columns ${left}–`, members };
  });
}
