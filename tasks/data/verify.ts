import { join } from "node:path";
import { type DataSet, locateDataSet, type Locker, mendCommand, verifyDataSet } from "descent/data";

/** What was found, as lines for people, and whether all is well. */
export type Verdict = { lines: string[]; ok: boolean };

/**
 * Reads the files of data sets and compares them with the registry.
 *
 * @param sets The data sets.
 * @param wanted Whether a set that is not at hand is a failure; otherwise it is passed over.
 */
export async function verifySets(
  sets: readonly DataSet[],
  locker: Locker,
  dir: string | undefined,
  wanted: boolean,
): Promise<Verdict> {
  const verdict: Verdict = { lines: [], ok: true };
  for (const set of sets) {
    const located = await locateDataSet(set, locker, dir);
    if (located === undefined && !wanted) continue;
    const folder = located ?? join(dir ?? locker.home, set.name);
    const { lines, ok } = await verifySet(set, folder, locker);
    verdict.lines.push(...lines);
    verdict.ok &&= ok;
  }
  if (verdict.lines.length === 0) verdict.lines.push("no data set is here");
  return verdict;
}

/** A line for each file in a folder, and the mend if one is wrong. */
export async function verifySet(set: DataSet, folder: string, locker: Locker): Promise<Verdict> {
  const files = await verifyDataSet(set, folder);
  const lines = files.map(({ path, wrong }) => wrong ? `wrong ${path}: ${wrong}` : `right ${path}`);
  const ok = files.every(({ wrong }) => wrong === undefined);
  if (!ok) lines.push(`to mend it, ${mendCommand(set, folder, locker)}`);
  return { lines, ok };
}
