import { lastClause } from "./last_clause.ts";

/** Which mirrors answer at all. */
export type Contacts = {
  /** Why the mirror of this address does not answer, or nothing if it does. */
  refusal(url: string): Promise<string | undefined>;
  /** Stops asking. */
  close(): Promise<void>;
};

/**
 * Asks every mirror at the same time whether it answers, so that on a closed network all of them
 * together cost no more than `contactMs`, while a slow network still gets that long.
 *
 * Any answer counts, also a refusal: what the mirror has is seen when the file is asked for.
 *
 * @param urls Addresses, of which one for each host is asked.
 * @param contactMs Milliseconds to wait for an answer.
 * @param signal Stops the asking.
 */
export function contactMirrors(
  urls: readonly string[],
  contactMs: number,
  signal?: AbortSignal,
): Contacts {
  const closing = new AbortController();
  const stops = signal ? [signal, closing.signal] : [closing.signal];
  const answers = new Map<string, Promise<string | undefined>>();
  for (const url of urls) {
    const { origin } = new URL(url);
    if (!answers.has(origin)) answers.set(origin, ask(url, contactMs, stops));
  }
  return {
    refusal: async (url) => await answers.get(new URL(url).origin),
    close: async () => {
      closing.abort();
      await Promise.all(answers.values());
    },
  };
}

async function ask(
  url: string,
  contactMs: number,
  stops: AbortSignal[],
): Promise<string | undefined> {
  const late = AbortSignal.timeout(contactMs);
  try {
    const response = await fetch(url, {
      method: "HEAD",
      signal: AbortSignal.any([late, ...stops]),
    });
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    return late.aborted ? `no answer within ${contactMs / 1000} s` : lastClause(error);
  }
}
