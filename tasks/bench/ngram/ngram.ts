import { runRace } from "../shared/race/run_race.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { measureMemory } from "./memory.ts";
import { NGRAM_RACE, OUR_ENTRY } from "./race.ts";
import { ngramText, trainingCurves } from "./text.ts";

/** Races n-gram models, and tells what they take in memory. */
export async function benchNgram(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const race = await runRace(NGRAM_RACE, request, say);
  const memory = await measureMemory(OUR_ENTRY, say);
  const results = { ...race, memory, curves: trainingCurves(race) };
  return { results, report: ngramText(race, memory) };
}
