import type { LoadedModel } from "./loaded_model.ts";

/** Versions that are in memory. */
export type ReadyModels = {
  has(name: string, version: string): boolean;
  /** A version, loaded if it is not there yet; one that failed to load is tried again. */
  load(name: string, version: string): Promise<LoadedModel>;
  /** Puts away all others, each once it has answered. */
  keepOnly(isNeeded: (name: string, version: string) => boolean): void;
  /** Puts away all, once they have answered. */
  close(): Promise<void>;
};

/**
 * Keeps models in memory.
 *
 * @param open Loads a version.
 * @returns None yet.
 */
export function createReadyModels(
  open: (name: string, version: string) => Promise<LoadedModel>,
): ReadyModels {
  const ready = new Map<string, Promise<LoadedModel>>();
  const leaving = new Set<Promise<void>>();
  return {
    has: (name, version) => ready.has(`${name}/${version}`),
    load(name, version) {
      const key = `${name}/${version}`;
      const known = ready.get(key);
      if (known) return known;
      const opened = open(name, version);
      ready.set(key, opened);
      opened.catch(() => ready.delete(key));
      return opened;
    },
    keepOnly(isNeeded) {
      for (const [key, opened] of ready) {
        const [name, version] = key.split("/") as [string, string];
        if (isNeeded(name, version)) continue;
        ready.delete(key);
        const left = leave(opened).finally(() => leaving.delete(left));
        leaving.add(left);
      }
    },
    async close() {
      const all = [...ready.values()];
      ready.clear();
      await Promise.all([...all.map(leave), ...leaving]);
    },
  };
}

/** A turn later: a request that has just got the model asks it first. */
async function leave(opened: Promise<LoadedModel>): Promise<void> {
  try {
    const model = await opened;
    await new Promise((resolve) => setTimeout(resolve, 0));
    await model.close();
  } catch {
    // It was never ready.
  }
}
