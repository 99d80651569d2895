import { cannot } from "../core/mod.ts";
import { isSame, sha256 } from "./hash.ts";

/** What a key may be used for: predictions, metrics, or changes of routes. */
export type Scope = "predict" | "metrics" | "admin";

/** A key as a service keeps it: the key itself is not in it. */
export type StoredKey = {
  /** Whose it is; the first part of the key. */
  name: string;
  /** 16 random bytes, in hexadecimal. */
  salt: string;
  /** SHA-256 of salt and secret. */
  hash: string;
  scopes: Scope[];
  /** Requests a minute. */
  perMinute: number;
};

/** Every scope. */
export const SCOPES: readonly Scope[] = ["predict", "metrics", "admin"];

/**
 * Makes a new key.
 *
 * The secret is 32 random bytes, so a salted SHA-256 is enough: nobody can try them all. It is told
 * once and kept nowhere.
 *
 * @param name Whose it is: letters, digits, dashes and underscores.
 * @param options `scopes`: what for. `perMinute`: how often. @default ["predict"], 600
 * @returns The key to hand over, and what to keep.
 * @throws {RangeError} If the name has other characters, or the rate is not above 0.
 *
 * @example
 * ```ts
 * import { createApiKey, findApiKey } from "descent/serve";
 * import { assertEquals } from "@std/assert";
 *
 * const { key, stored } = createApiKey("phone");
 * assertEquals(findApiKey([stored], key)?.name, "phone");
 * assertEquals(findApiKey([stored], `${key}x`), undefined);
 * ```
 */
export function createApiKey(
  name: string,
  { scopes = ["predict"], perMinute = 600 }: { scopes?: Scope[]; perMinute?: number } = {},
): { key: string; stored: StoredKey } {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    const needed = "its name must be letters, digits, dashes and underscores";
    throw new RangeError(cannot("make an API key", needed, name));
  }
  if (!(perMinute > 0)) {
    throw new RangeError(cannot("make an API key", "perMinute must be above 0", perMinute));
  }
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)).toHex();
  const [secret, salt] = [random(32), random(16)];
  const stored = { name, salt, hash: sha256(salt + secret), scopes, perMinute };
  return { key: `${name}.${secret}`, stored };
}

/**
 * The key that a client has shown, if it is one of those kept. Takes the same time for a wrong secret
 * as for a right one.
 *
 * @param keys Those kept.
 * @param shown What the client has sent.
 * @returns The stored key, or undefined.
 *
 * @example
 * ```ts
 * import { createApiKey, findApiKey } from "descent/serve";
 * import { assertEquals } from "@std/assert";
 *
 * const { stored } = createApiKey("phone");
 * assertEquals(findApiKey([stored], "phone.guess"), undefined);
 * ```
 */
export function findApiKey(keys: readonly StoredKey[], shown: string): StoredKey | undefined {
  const dot = shown.indexOf(".");
  const [name, secret] = [shown.slice(0, Math.max(dot, 0)), shown.slice(dot + 1)];
  const stored = keys.find((key) => key.name === name) ?? NOBODY;
  return isSame(sha256(stored.salt + secret), stored.hash) ? stored : undefined;
}

/** Compared with where a name is unknown, so that the time does not tell which names there are. */
const NOBODY: StoredKey = { name: "", salt: "", hash: "", scopes: [], perMinute: 1 };
