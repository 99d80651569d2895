import { cannot } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";

/** What every metric of two classes may be told. */
export type PositiveOptions = {
  /** The class that the scores are for; all others count as negative. @default 1 or true */
  positive?: Label;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/** 1 for each sample of the positive class and 0 for the others. */
export function positivesOf(action: string, yTrue: Labels, positive?: Label): Uint8Array {
  const is = new Uint8Array(yTrue.length);
  const wanted = positive ?? usualPositive(action, yTrue[0]);
  let other: Label | undefined;
  let found = false;
  let several = false;
  for (let i = 0; i < yTrue.length; i++) {
    const label = yTrue[i]!;
    if (label === wanted) {
      is[i] = 1;
      found = true;
      continue;
    }
    if (label === other) continue;
    checkLabel(action, label, wanted);
    several ||= other !== undefined;
    other = label;
    if (positive !== undefined || !several && (label === 0 || label === -1 || label === false)) {
      continue;
    }
    const needed = "yTrue must hold 0 and 1 or −1 and 1, or else positive must name a label";
    throw new RangeError(cannot(action, needed, label));
  }
  if (found || !several) return is;
  throw new RangeError(cannot(action, "positive must be a label of yTrue", wanted));
}

function usualPositive(action: string, first: Label | undefined): Label {
  if (typeof first === "number") return 1;
  if (typeof first === "boolean") return true;
  throw new RangeError(cannot(action, "positive must name one of the labels of yTrue", first));
}

function checkLabel(action: string, label: Label, wanted: Label): void {
  if (typeof label !== typeof wanted) {
    const needed = `yTrue must hold labels of one kind, as the positive one (${typeof wanted})`;
    throw new TypeError(cannot(action, needed, label));
  }
  if (typeof label === "number" && !Number.isSafeInteger(label)) {
    throw new RangeError(cannot(action, "yTrue must hold labels: whole numbers or text", label));
  }
}
