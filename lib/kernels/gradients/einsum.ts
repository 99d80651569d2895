import * as tf from "@tensorflow/tfjs";

/** A tensor, and the letters of its axes. */
type Term = { letters: string; values: tf.Tensor };

/**
 * The gradient of a sum of products over named axes, which tfjs lacks on every backend. By one
 * factor it is such a sum again, of the result's gradient and the other factor; along an axis that
 * only this factor has it is the same everywhere.
 */
export function registerEinsumGradient(): void {
  tf.registerGradient({
    kernelName: "Einsum",
    saveAllInputs: true,
    gradFunc: (dy, factors, attrs) => {
      const [left, result] = (attrs.equation as string).replaceAll(/\s/g, "").split("->");
      const terms = left!.split(",").map((letters, i) => ({ letters, values: factors[i]! }));
      const slope = { letters: result!, values: dy as tf.Tensor };
      return Object.fromEntries(
        terms.map((term, i) => [i, () => gradientBy(term, [slope, ...terms.toSpliced(i, 1)])]),
      );
    },
  });
}

function gradientBy({ letters, values: { shape } }: Term, others: Term[]): tf.Tensor {
  const isKnown = (letter: string) => others.some((other) => other.letters.includes(letter));
  const known = [...letters].filter(isKnown).join("");
  const part = sumOfProducts(others, known);
  const sizes = shape.map((size, axis) => isKnown(letters[axis]!) ? size : 1);
  return tf.broadcastTo(tf.reshape(part, sizes), shape);
}

/** Numbers without axes are taken as factors: not every backend knows them in an equation. */
function sumOfProducts(factors: Term[], result: string): tf.Tensor {
  const numbers = factors.filter(({ letters }) => letters === "");
  const others = factors.filter(({ letters }) => letters !== "");
  const equation = `${others.map(({ letters }) => letters).join()}->${result}`;
  const sum = others.length > 0
    ? tf.einsum(equation, ...others.map(({ values }) => values))
    : tf.scalar(1);
  return numbers.reduce((product, { values }) => tf.mul(product, values), sum);
}
