import { type Entry, startContestant } from "../shared/contestant.ts";
import { PEER_THREADS } from "../shared/entries.ts";
import type { RaceQuestions } from "../shared/race/protocol.ts";
import { memoryTask, ORDERS, SETTINGS } from "./sizes.ts";
import { writeTexts } from "./write_texts.ts";

/** What an order takes in memory. */
export type Memory = {
  order: number;
  /** The model's arrays, over its n-grams of all orders. */
  bytesPerNgram: number;
  /** The most that a process held which did nothing but train, where the system tells. */
  peakBytes?: number;
};

/** What an n-gram may take after estimation. */
export const MOST_BYTES = 40;

/**
 * Trains each order in a process of its own, of which the system knows the most it has held.
 *
 * @param entry The contestant of ours.
 * @param say Told what is going on.
 * @returns What each order took.
 */
export async function measureMemory(
  entry: Entry,
  say: (words: string) => void,
): Promise<Memory[]> {
  const folder = await Deno.makeTempDir({ prefix: "descent-bench-" });
  try {
    await writeTexts(folder);
    const found: Memory[] = [];
    for (const order of ORDERS) {
      say(`measuring memory, order ${order}`);
      const contestant = startContestant<RaceQuestions>(entry);
      try {
        await contestant.ask("prepare", { folder, threads: PEER_THREADS, settings: SETTINGS });
        const { values } = await contestant.ask("check", { task: memoryTask(order) });
        const peakBytes = contestant.peakBytes();
        const peak = peakBytes === undefined ? {} : { peakBytes };
        found.push({ order, bytesPerNgram: values[0]!, ...peak });
      } finally {
        await contestant.end();
      }
    }
    return found;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
