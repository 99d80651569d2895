import { cannot, checkInteger } from "../core/mod.ts";
import { type Label, listLabels, positionsOf, sortedLabels } from "./categories.ts";

/** What a label encoder has learnt. */
export type LabelEncoderState<T extends Label = Label> = {
  readonly kind: "labelEncoder";
  /** The classes in order; the number of a class is its place here. */
  readonly classes: readonly T[];
};

/** An encoder fitted by {@linkcode fitLabelEncoder}. */
export type LabelEncoder<T extends Label = Label> = LabelEncoderState<T> & {
  /** Labels to class numbers, shape `(n)`. */
  transform(labels: ArrayLike<T>): Uint32Array<ArrayBuffer>;
  /** Class numbers to labels, shape `(n)`. */
  inverseTransform(numbers: ArrayLike<number>): T[];
};

/**
 * Learns the classes of a target, and puts numbers in their place: 0 to k − 1 in their order.
 *
 * @param labels The class of each example, shape `(n)`, all of one type.
 * @returns The classes, `transform` and `inverseTransform`.
 * @throws {RangeError} If there are no labels, or one is NaN.
 * @throws {TypeError} If labels of several types are mixed.
 *
 * @example
 * ```ts
 * import { fitLabelEncoder } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const encoder = fitLabelEncoder(["positive", "negative", "positive"]);
 * assertEquals(encoder.classes, ["negative", "positive"]);
 * assertEquals(encoder.transform(["positive"]), Uint32Array.of(1));
 * assertEquals(encoder.inverseTransform([0, 1]), ["negative", "positive"]);
 * ```
 *
 * Source: scikit-learn's LabelEncoder.
 */
export function fitLabelEncoder<T extends Label>(labels: ArrayLike<T>): LabelEncoder<T> {
  return labelEncoder({ kind: "labelEncoder", classes: classesOf("fit a label encoder", labels) });
}

/** The encoder of classes that were learnt before. */
export function labelEncoder<T extends Label>(state: LabelEncoderState<T>): LabelEncoder<T> {
  const { classes } = state;
  const places = positionsOf(classes);
  return {
    ...state,
    transform(labels) {
      return Uint32Array.from(labels, (label) => numberOf(label, places, classes));
    },
    inverseTransform(numbers) {
      return Array.from(numbers, (number, i) => {
        checkInteger("decode labels", `number ${i}`, number, 0, classes.length - 1);
        return classes[number]!;
      });
    },
  };
}

/** The distinct labels in order. */
export function classesOf<T extends Label>(action: string, labels: ArrayLike<T>): T[] {
  if (labels.length === 0) throw new RangeError(cannot(action, "there must be at least one label"));
  return sortedLabels(action, Array.from(labels));
}

/** The number of a label, or the error that it has none. */
export function numberOf<T extends Label>(
  label: T,
  places: ReadonlyMap<T, number>,
  classes: readonly T[],
): number {
  const number = places.get(label);
  if (number !== undefined) return number;
  const needed = `a label must be one of ${listLabels(classes)}`;
  throw new RangeError(cannot("encode labels", needed, label));
}
