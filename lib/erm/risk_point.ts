import { dot } from "./algebra/dot.ts";
import type { EmpiricalRisk } from "./empirical_risk.ts";
import type { ScoreLoss, ScoresLoss } from "./losses/loss.ts";
import type { Penalty } from "./penalty.ts";

/** The risk and its slope at one θ. */
export type Point = { value: number; meanLoss: number; gradient: Float64Array };

/** What a risk is made of. */
export type RiskParts = Pick<
  EmpiricalRisk,
  "features" | "y" | "loss" | "hypothesis" | "penalty" | "size"
>;

/** One pass over the samples. */
export function pointOf(risk: RiskParts, theta: Float64Array): Point {
  const gradient = new Float64Array(risk.size);
  const n = risk.features.rows;
  const sum = risk.loss.kind === "score"
    ? addScore(risk, risk.loss, theta, gradient)
    : addScores(risk, risk.loss, theta, gradient);
  for (let j = 0; j < gradient.length; j++) gradient[j]! /= n;
  const penalty = addPenalty(risk.penalty, penalisedCount(risk), theta, gradient);
  return { value: sum / n + penalty, meanLoss: sum / n, gradient };
}

/** How many of the parameters, from the first, are penalised. */
export function penalisedCount({ penalty, hypothesis, features, size }: RiskParts): number {
  return penalty.intercept ? size : hypothesis.scores * features.columns;
}

/** The scores' losses, and their slopes by θ added to `gradient`: one score a sample. */
function addScore(
  { features: { data, rows, columns: p }, y, size }: RiskParts,
  loss: ScoreLoss,
  theta: Float64Array,
  gradient: Float64Array,
): number {
  const intercept = size > p ? theta[p]! : 0;
  let [sum, slopes] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const at = i * p;
    const score = dot(data, at, theta, p) + intercept;
    const slope = loss.derivative(score, y[i]!);
    sum += loss.value(score, y[i]!);
    slopes += slope;
    if (slope !== 0) { for (let j = 0; j < p; j++) gradient[j]! += slope * data[at + j]!; }
  }
  if (size > p) gradient[p] = slopes;
  return sum;
}

/** The same with k scores a sample. */
function addScores(
  { features: { data, rows, columns: p }, y, hypothesis: { scores: k, intercept } }: RiskParts,
  loss: ScoresLoss,
  theta: Float64Array,
  gradient: Float64Array,
): number {
  const scores = new Float64Array(k);
  const weights = Array.from({ length: k }, (_, a) => theta.subarray(a * p, (a + 1) * p));
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * p;
    for (let a = 0; a < k; a++) {
      scores[a] = dot(data, at, weights[a]!, p) + (intercept ? theta[k * p + a]! : 0);
    }
    sum += loss.value(scores, y[i]!);
    const slopes = loss.gradient(scores, y[i]!);
    for (let a = 0; a < k; a++) {
      const slope = slopes[a]!;
      for (let j = 0; j < p; j++) gradient[a * p + j]! += slope * data[at + j]!;
      if (intercept) gradient[k * p + a]! += slope;
    }
  }
  return sum;
}

function addPenalty(
  { l1, l2 }: Penalty,
  count: number,
  theta: Float64Array,
  gradient: Float64Array,
): number {
  let [absolute, squared] = [0, 0];
  for (let j = 0; j < count; j++) {
    const weight = theta[j]!;
    absolute += Math.abs(weight);
    squared += weight * weight;
    gradient[j]! += l1 * Math.sign(weight) + l2 * weight;
  }
  return l1 * absolute + l2 / 2 * squared;
}
