import { cannot } from "../../core/mod.ts";
import { type Label, type Labels, sortedLabels } from "../labels.ts";

/** The positions of each group's samples, groups in order. */
export function groupPositions(
  action: string,
  groups: Labels,
  n: number,
): { group: Label; positions: Uint32Array<ArrayBuffer> }[] {
  if (groups.length !== n) {
    throw new RangeError(cannot(action, `groups must have length ${n}`, groups.length));
  }
  const places = new Map<Label, number[]>();
  for (let i = 0; i < n; i++) {
    const place = places.get(groups[i]!);
    if (place) place.push(i);
    else places.set(groups[i]!, [i]);
  }
  return sortedLabels([...places.keys()]).map((group) => ({
    group,
    positions: Uint32Array.from(places.get(group)!),
  }));
}
