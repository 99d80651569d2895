import { cannot } from "../core/mod.ts";

/**
 * A number that knows how it was computed, so that its derivative by every number in it can be
 * computed backwards: reverse-mode automatic differentiation, which for networks is called
 * backpropagation (反向传播).
 *
 * Each operation notes its value and, for every input, its slope: by how much the value changes when
 * that input does. That is all that {@linkcode Scalar.backward} needs.
 *
 * @example d(x·y + x)/dx = y + 1
 * ```ts
 * import { Scalar } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new Scalar(3);
 * const y = new Scalar(4);
 * const gradients = x.times(y).plus(x).backward();
 * assertEquals([gradients.get(x), gradients.get(y)], [5, 3]);
 * ```
 *
 * Source: D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating
 * errors", Nature 323 (1986).
 */
export class Scalar {
  /** The number. */
  readonly value: number;
  /** Its name where it is a variable or constant, otherwise the operation: `x`, `3`, `×`. */
  readonly label: string;
  /** What it was computed from, with the slope by each; nothing for a variable. */
  readonly inputs: readonly { readonly from: Scalar; readonly slope: number }[];

  /**
   * A variable or constant; operations note themselves by the other two arguments.
   *
   * @param value The number.
   * @param label Its name. @default the number itself
   * @param inputs What it was computed from. @default nothing
   */
  constructor(value: number, label = shorten(value), inputs: Scalar["inputs"] = []) {
    this.value = value;
    this.label = label;
    this.inputs = inputs;
  }

  /** a + b: both slopes are 1. */
  plus(b: Scalar | number): Scalar {
    const other = scalar(b);
    return this.#with("+", this.value + other.value, 1, other, 1);
  }

  /** a − b. */
  minus(b: Scalar | number): Scalar {
    const other = scalar(b);
    return this.#with("−", this.value - other.value, 1, other, -1);
  }

  /** a · b: the slope by each is the other. */
  times(b: Scalar | number): Scalar {
    const other = scalar(b);
    return this.#with("×", this.value * other.value, other.value, other, this.value);
  }

  /** a / b. */
  over(b: Scalar | number): Scalar {
    const other = scalar(b);
    const value = this.value / other.value;
    return this.#with("÷", value, 1 / other.value, other, -value / other.value);
  }

  /** aᵏ for a fixed number k: slope k aᵏ⁻¹. */
  power(k: number): Scalar {
    return this.#with(`^${shorten(k)}`, this.value ** k, k === 0 ? 0 : k * this.value ** (k - 1));
  }

  /** eᵃ, which is its own slope. */
  exp(): Scalar {
    const value = Math.exp(this.value);
    return this.#with("exp", value, value);
  }

  /** ln a: slope 1 / a. */
  log(): Scalar {
    return this.#with("ln", Math.log(this.value), 1 / this.value);
  }

  /** tanh a: slope 1 − tanh² a. */
  tanh(): Scalar {
    const value = Math.tanh(this.value);
    return this.#with("tanh", value, 1 - value * value);
  }

  /** 1 / (1 + e⁻ᵃ): slope s (1 − s). */
  sigmoid(): Scalar {
    const value = 1 / (1 + Math.exp(-this.value));
    return this.#with("sigmoid", value, value * (1 - value));
  }

  /** max(0, a): slope 1 above 0, otherwise 0, also at the kink. */
  relu(): Scalar {
    return this.#with("relu", Math.max(0, this.value), this.value > 0 ? 1 : 0);
  }

  /**
   * The derivative of this number by every number that it was computed from, itself included (1).
   * Goes through the graph from the end: a number changes the result through each of its uses, so
   * what comes back along them is summed (the chain rule).
   */
  backward(): Map<Scalar, number> {
    const gradients = new Map<Scalar, number>([[this, 1]]);
    for (const node of this.order().reverse()) {
      for (const { from, slope } of node.inputs) {
        gradients.set(from, (gradients.get(from) ?? 0) + gradients.get(node)! * slope);
      }
    }
    return gradients;
  }

  /** All numbers that go into this one, each after its inputs; this one last. */
  order(): Scalar[] {
    const order = new Set<Scalar>();
    const waiting: Scalar[] = [this]; // a stack of its own: long sums would overflow the engine's
    while (waiting.length > 0) {
      const node = waiting.at(-1)!;
      const missing = node.inputs.filter(({ from }) => !order.has(from));
      if (missing.length > 0) waiting.push(...missing.map(({ from }) => from));
      else order.add(waiting.pop()!);
    }
    return [...order];
  }

  #with(label: string, value: number, slope: number, other?: Scalar, otherSlope = 0): Scalar {
    const second = other ? [{ from: other, slope: otherSlope }] : [];
    return new Scalar(value, label, [{ from: this, slope }, ...second]);
  }
}

function scalar(value: Scalar | number): Scalar {
  if (value instanceof Scalar) return value;
  if (typeof value === "number") return new Scalar(value);
  throw new TypeError(
    cannot("compute with a Scalar", "the other must be a Scalar or a number", value),
  );
}

/** Four digits are enough to recognise a number. */
function shorten(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}
