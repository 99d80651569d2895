const MINUTE_MS = 60_000;

/**
 * Lets a client make so many requests a minute, in bursts of as many as a tenth of that.
 *
 * A bucket for each client fills at an even rate; a request takes one from it. Source: A. Tanenbaum,
 * D. Wetherall, Computer Networks, the token bucket.
 *
 * @param nowMs Tells the time in milliseconds, by a clock that never goes back.
 * @returns Takes a client and its rate; gives 0 if it may go on, else the seconds to wait.
 */
export function createRateLimiter(
  nowMs: () => number,
): (client: string, perMinute: number) => number {
  const buckets = new Map<string, { left: number; atMs: number }>();
  let lookedMs = nowMs();
  return (client, perMinute) => {
    const most = Math.max(1, Math.ceil(perMinute / 10));
    const perMs = perMinute / MINUTE_MS;
    const now = nowMs();
    const { left, atMs } = buckets.get(client) ?? { left: most, atMs: now };
    const filled = Math.min(most, left + (now - atMs) * perMs);
    const allowed = filled >= 1;
    buckets.set(client, { left: allowed ? filled - 1 : filled, atMs: now });
    if (now - lookedMs > MINUTE_MS) {
      lookedMs = now;
      forgetFull(buckets, now);
    }
    return allowed ? 0 : Math.ceil((1 - filled) / perMs / 1000);
  };
}

/** Clients that have not asked for a minute need no bucket: it would be full. */
function forgetFull(buckets: Map<string, { atMs: number }>, now: number): void {
  for (const [client, { atMs }] of buckets) if (now - atMs > MINUTE_MS) buckets.delete(client);
}
