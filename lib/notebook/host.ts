/** A value in the forms that a notebook may choose from, by MIME type; `text/plain` always among them. */
export type Bundle = Record<string, unknown>;

/** What this folder uses of `Deno.jupyter`. */
export type Jupyter = {
  broadcast(type: string, content: Record<string, unknown>, extra?: unknown): unknown;
  display(value: unknown, options?: DisplayOptions): Promise<void>;
  format(value: unknown): Promise<Bundle>;
};

/** Options of `Deno.jupyter.display`. */
export type DisplayOptions = { raw?: boolean; update?: boolean; display_id?: string };

/**
 * What this folder uses of Deno's own side of the kernel. `broadcastResult` runs at the end of every
 * cell that did not throw, and the kernel waits for it before it says that the cell is over.
 */
export type Internals = { broadcastResult(count: number, value: unknown): Promise<void> };

/** The kernel that this program runs in. */
export type Host = {
  jupyter: Jupyter;
  /** Not there in a Deno whose kernel is built differently: then outputs keep Deno's own order. */
  internals: Internals | undefined;
};

/**
 * The Deno kernel, if this program is a notebook.
 *
 * `Deno.jupyter` throws outside a kernel, hence the catch. The internals are no promised interface
 * of Deno's, so nothing is taken for granted.
 */
export function findHost(): Host | undefined {
  try {
    const deno = Deno as unknown as Record<PropertyKey, unknown> & { jupyter: Jupyter };
    const jupyter = deno.jupyter;
    if (typeof jupyter?.broadcast !== "function") return undefined;
    const key = deno["internal"] as symbol;
    const inner = (deno[key] as { jupyter?: Internals } | undefined)?.jupyter;
    const internals = typeof inner?.broadcastResult === "function" ? inner : undefined;
    return { jupyter, internals };
  } catch {
    return undefined;
  }
}
