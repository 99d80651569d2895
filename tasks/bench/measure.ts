import type { Entrant } from "./entrants.ts";
import { firstBatch, type Problem } from "./problem.ts";
import { referenceLosses } from "./reference.ts";
import type { InferenceResult, TrainingResult } from "./results.ts";
import { interleave } from "./rounds.ts";
import { type Verification, verify, VERIFY_STEPS } from "./verify.ts";

/** How often everybody has a turn. */
export type Rounds = { counted: number; warmUp: number };

/** Told which round of what begins. */
export type OnRound = (what: string, round: number) => void;

/**
 * Compares everybody's first losses with the float64 reference. All steps take the first batch, so
 * that it does not matter whether and how a contestant shuffles.
 *
 * @param entrants Who takes part.
 * @param problem What they were given.
 * @returns How far each is off.
 */
export async function verifyAll(
  entrants: readonly Entrant[],
  problem: Problem,
): Promise<Verification[]> {
  const batches = Array(VERIFY_STEPS).fill(firstBatch(problem));
  const references = {
    corrected: referenceLosses(problem.weights, batches, "corrected"),
    uncorrected: referenceLosses(problem.weights, batches, "uncorrected"),
  };
  const verifications: Verification[] = [];
  for (const { entry, contestant, prepared } of entrants) {
    const steps = entry.verifySteps ?? VERIFY_STEPS;
    const { losses } = await contestant.ask("losses", { steps });
    verifications.push(verify(contestant, losses, references[prepared.epsilonOn].slice(0, steps)));
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
