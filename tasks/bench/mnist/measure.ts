import type { Entrant as EntrantOf } from "../shared/field.ts";
import type { MnistEntry } from "./entries.ts";
import { firstBatch, PIXELS, type Problem } from "./problem.ts";
import type { Questions } from "./protocol.ts";
import { referenceLosses, referenceProbabilities } from "./reference.ts";
import type { InferenceResult, TrainingResult } from "./results.ts";
import { interleave } from "../shared/rounds.ts";
import { largestError, type Verification, VERIFY_STEPS } from "./verify.ts";

/** Who takes part in this bench. */
type Entrant = EntrantOf<Questions, MnistEntry>;

/** How often everybody has a turn. */
export type Rounds = { counted: number; warmUp: number };

/** Told which round of what begins. */
export type OnRound = (what: string, round: number) => void;

/**
 * Compares everybody's first losses, and probabilities before training, with the float64 reference.
 * All training steps take the first batch, so that it does not matter how a contestant shuffles.
 *
 * @param entrants Who takes part, not trained yet.
 * @param problem What they were given.
 * @returns How far each is off.
 */
export async function verifyAll(
  entrants: readonly Entrant[],
  problem: Problem,
): Promise<Verification[]> {
  const { batch, weights, test } = problem;
  const batches = Array(VERIFY_STEPS).fill(firstBatch(problem));
  const losses = {
    corrected: referenceLosses(weights, batches, "corrected"),
    uncorrected: referenceLosses(weights, batches, "uncorrected"),
  };
  const probabilities = referenceProbabilities(weights, test.images.subarray(0, batch * PIXELS));
  const verifications: Verification[] = [];
  for (const { entry, contestant, prepared } of entrants) {
    const { id, label, verifySteps = VERIFY_STEPS, inference } = entry;
    const shown = await contestant.ask("losses", { steps: verifySteps });
    const lossError = largestError(shown.losses, losses[prepared.epsilonOn], true);
    const verification: Verification = { id, label, losses: shown.losses, lossError };
    if (inference !== undefined) {
      const { first } = await contestant.ask("predict", { batch });
      verification.probabilityError = largestError(first, probabilities, false);
    }
    verifications.push(verification);
  }
  return verifications;
}

/**
 * Times training in interleaved rounds.
 *
 * @param entrants Who takes part.
 * @param steps Steps a round.
 * @param rounds How many rounds.
 * @param onRound Told which round begins.
 * @returns One result a contestant.
 */
export async function timeTraining(
  entrants: readonly Entrant[],
  steps: number,
  rounds: Rounds,
  onRound: OnRound,
): Promise<TrainingResult[]> {
  const turn = ({ contestant }: Entrant) => contestant.ask("train", {});
  const answers = await interleave(entrants, rounds, turn, (round) => onRound("training", round));
  return entrants.map(({ entry, contestant, prepared }, i) => {
    const { id, label } = contestant;
    const own = entry.steps ?? steps;
    const peakBytes = contestant.peakBytes();
    return {
      id,
      label,
      runsOn: prepared.runsOn,
      steps: own,
      msPerStep: answers[i]!.map(({ ms }) => ms / own),
      loss: answers[i]!.at(-1)!.loss,
      ...(peakBytes === undefined ? {} : { peakBytes }),
    };
  });
}

/**
 * Times inference in interleaved rounds, one batch size after the other.
 *
 * @param entrants Who takes part; those that do not predict are passed over.
 * @param batches Images at a time.
 * @param rounds How many rounds.
 * @param onRound Told which round begins.
 * @returns One result for each contestant and batch size.
 */
export async function timeInference(
  entrants: readonly Entrant[],
  batches: readonly number[],
  rounds: Rounds,
  onRound: OnRound,
): Promise<InferenceResult[]> {
  const results: InferenceResult[] = [];
  const able = entrants.filter(({ entry }) => entry.inference !== undefined);
  for (const batch of batches) {
    const turn = ({ contestant }: Entrant) => contestant.ask("predict", { batch });
    const begin = (round: number) => onRound(`inference, batch ${batch}`, round);
    const answers = await interleave(able, rounds, turn, begin);
    results.push(...able.map(({ entry: { id, inference } }, i) => ({
      id,
      label: inference!,
      batch,
      imagesPerSecond: answers[i]!.map(({ ms, images }) => images / ms * 1000),
      accuracy: answers[i]!.at(-1)!.accuracy,
    })));
  }
  return results;
}
