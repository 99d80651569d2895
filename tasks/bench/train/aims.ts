import { predictTask } from "../shared/networks/problem.ts";
import type { RaceAim } from "../shared/race/plan.ts";
import { MODELS } from "./models.ts";

/** Whom the aims are about. */
export const PEER = "torch";

const OWN = "any network of layers shall train here about as fast as in PyTorch";
const HABIT = "who writes the same lines as in Keras shall not wait longer than in PyTorch";
const ASKED = "a trained network is asked far more often than it is trained";

/**
 * How fast a network of the table shall be.
 *
 * @param name Its name in the table.
 * @param batches Examples at once for inference.
 * @returns Aims beside PyTorch.
 */
export function aimsOf(name: string, batches: readonly number[]): RaceAim[] {
  const { train, fit } = MODELS[name]!;
  const aim = (task: string, ours: string, atMost: number, why: string) => ({
    task,
    ours,
    peer: PEER,
    atMost,
    why,
  });
  return [
    aim(name, "train", train, OWN),
    ...(fit === undefined ? [] : [aim(name, "fit", fit, HABIT)]),
    ...batches.map((batch) => aim(predictTask(name, batch), "train", 1, ASKED)),
  ];
}
