import { type DataSet, locateDataSet, type Locker } from "descent/data";
import { formatBytes } from "../cli/download_progress.ts";

/** The data sets with size, place and licence, as lines for people. */
export async function listDataSets(
  sets: readonly DataSet[],
  locker: Locker,
  dir: string | undefined,
): Promise<string[]> {
  const lines: string[] = [];
  for (const set of sets) {
    const size = set.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const folder = await locateDataSet(set, locker, dir);
    lines.push(`${set.name} (${formatBytes(size)}): ${folder ?? absence(set)}`);
    lines.push(`  ${set.title}`, `  licence: ${set.licence}`);
  }
  return lines;
}

function absence({ files }: DataSet): string {
  const byHand = files.filter(({ mirrors }) => mirrors.length === 0);
  if (byHand.length === 0) return "not here";
  if (byHand.length === files.length) return "not here, without a public mirror";
  return `not here, ${byHand.map(({ name }) => name).join(", ")} without a public mirror`;
}
