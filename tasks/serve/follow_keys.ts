import type { StoredKey } from "descent/serve";
import { readKeys } from "./keys.ts";

/** The keys that are valid now; none where everybody may ask. */
export type HeldKeys = { keys?: StoredKey[] };

/** How often it looks. */
const LOOK_MS = 500;

/**
 * Looks whether keys have come or gone. What cannot be read changes nothing: a file that is lost must
 * neither let everybody in nor keep everybody out.
 *
 * @param path The file of keys.
 * @param held What is valid; changed here.
 * @param tell Told the keys when they have changed.
 * @returns Ends it.
 */
export function followKeys(
  path: string,
  held: HeldKeys,
  tell: (keys: StoredKey[]) => void,
): () => void {
  let complaint = "";
  const complain = (words: string) => {
    if (words !== "" && words !== complaint) console.error(words);
    complaint = words;
  };
  const looking = setInterval(async () => {
    try {
      const keys = await readKeys(path);
      if (!held.keys) {
        return complain(keys ? "There are keys now: start the service again to ask for them" : "");
      }
      if (!keys) return complain(`The keys before stay valid: ${path} is gone`);
      complain("");
      if (JSON.stringify(keys) === JSON.stringify(held.keys)) return;
      held.keys = keys;
      tell(keys);
    } catch (error) {
      complain(`The keys before stay valid. ${error instanceof Error ? error.message : error}`);
    }
  }, LOOK_MS);
  return () => clearInterval(looking);
}
