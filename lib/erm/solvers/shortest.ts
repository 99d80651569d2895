import { dot } from "../algebra/dot.ts";
import { type EmpiricalRisk, riskOf } from "../empirical_risk.ts";
import { linearHypothesis } from "../hypotheses/linear.ts";
import { squaredLoss } from "../losses/squared_loss.ts";
import { NO_PENALTY } from "../penalty.ts";
import { leastSquares } from "./least_squares.ts";

/**
 * The shortest w that gives the same score to every sample. Where columns depend on each other many do,
 * and a solver may have wandered far along what the samples do not see.
 *
 * @param risk Of one score a sample.
 * @param theta Any minimiser.
 * @returns The minimiser as it is, where it is the only one or the shorter one is no minimiser, as may
 * happen where columns are of very different size.
 */
export function shortest(risk: EmpiricalRisk, theta: Float64Array): Float64Array {
  const { features, hypothesis: { intercept } } = risk;
  const p = features.columns;
  const scores = Float64Array.from({ length: features.rows }, (_, i) => {
    return dot(features.data, i * p, theta, p) + (intercept ? theta[p]! : 0);
  });
  const hypothesis = linearHypothesis({ intercept });
  const asked = { ...risk, y: scores, loss: squaredLoss, hypothesis, penalty: NO_PENALTY };
  const found = leastSquares(riskOf(asked));
  const asGood = risk.value(found.theta) <= (1 + 1e-9) * risk.value(theta);
  return found.rank! < p && asGood ? found.theta : theta;
}
