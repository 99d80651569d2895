import { createMatrix } from "../../core/mod.ts";
import type { EmpiricalRisk } from "../empirical_risk.ts";
import type { ScoreLoss } from "../losses/loss.ts";
import { penalisedCount } from "../risk_point.ts";
import { interiorPoint, type KinkedProblem } from "./interior_point.ts";
import { shortest } from "./shortest.ts";
import type { Solution } from "./solution.ts";

/**
 * Minimises the risk of a loss of straight pieces; L1 is one piece more for each weight. Where samples
 * leave weights free and no penalty holds them, those are the shortest.
 */
export function kinked(risk: EmpiricalRisk, loss: ScoreLoss, maxSteps: number): Solution {
  const { theta, steps } = interiorPoint(problemOf(risk, loss), maxSteps);
  const { l1, l2 } = risk.penalty;
  return { theta: l1 > 0 || l2 > 0 ? theta : shortest(risk, theta), steps };
}

function problemOf(risk: EmpiricalRisk, loss: ScoreLoss): KinkedProblem {
  const { features: { data, rows: n, columns: p }, y, penalty, size } = risk;
  const penalised = penalisedCount(risk);
  const m = n + (penalty.l1 > 0 ? penalised : 0);
  const A = createMatrix(m, size);
  const [c, above, below] = Array.from({ length: 3 }, () => new Float64Array(m)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < n; i++) {
    const pieces = loss.pieces!(y[i]!);
    [c[i], above[i], below[i]] = [pieces.offset, pieces.above, pieces.below];
    for (let j = 0; j < size; j++) {
      A.data[i * size + j] = pieces.factor * (j < p ? data[i * p + j]! : 1);
    }
  }
  for (let i = n; i < m; i++) { // n times the risk, so n times the penalty
    [above[i], below[i]] = [n * penalty.l1, n * penalty.l1];
    A.data[i * size + i - n] = 1;
  }
  const q = Float64Array.from({ length: size }, (_, j) => j < penalised ? n * penalty.l2 : 0);
  return { A, c, above, below, q };
}
