import { cannot } from "descent/core";

/** How hard a service is asked. */
export type Load = {
  connections: number;
  seconds: number;
  /** Requests a second over all connections. @default as many as are answered */
  perSecond?: number;
};

/** What the load generator saw. */
export type Seen = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Answers, and how many of them were no success. */
  answers: number;
  failures: number;
};

const GENERATOR = "autocannon@9.0.0";

/**
 * Asks a service again and again, each connection one request at a time.
 *
 * The generator runs on Node, by npx: under Deno it is half as fast and would be what is measured.
 *
 * @param url Where to post to.
 * @param body What to post.
 * @param load How hard.
 * @returns What came back.
 * @throws {TypeError} If npx cannot run it.
 */
export async function askHard(url: string, body: string, load: Load): Promise<Seen> {
  const { connections, seconds, perSecond } = load;
  const rate = perSecond === undefined ? [] : ["-R", String(perSecond)];
  const { success, stdout, stderr } = await new Deno.Command(npx(), {
    args: [
      ...["--yes", GENERATOR, "--json", "-c", String(connections), "-d", String(seconds), ...rate],
      ...["-m", "POST", "-H", "content-type=application/json", "-b", body, url],
    ],
  }).output().catch(() => ({ success: false, stdout: new Uint8Array(), stderr: new Uint8Array() }));
  const text = new TextDecoder().decode(stdout);
  if (!success || !text.startsWith("{")) {
    const why = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
    const needed = `npx, which comes with Node, must run ${GENERATOR}${why ? ` (${why})` : ""}`;
    throw new TypeError(cannot("measure the service", needed));
  }
  const { latency, requests, non2xx, errors, timeouts } = JSON.parse(text);
  return {
    ...{ perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, maxMs: latency.max },
    ...{ answers: requests.total, failures: non2xx + errors + timeouts },
  };
}

function npx(): string {
  return Deno.build.os === "windows" ? "npx.cmd" : "npx";
}
