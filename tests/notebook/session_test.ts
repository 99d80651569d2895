import { assert, assertEquals, assertThrows } from "@std/assert";
import { cancelSignal, checkpoint } from "descent/notebook";
import { isBanner } from "../../lib/notebook/banners.ts";
import { onCellFailure } from "../../lib/notebook/cell_failure.ts";
import { createNotebookSession } from "../../lib/notebook/connect.ts";
import { findHost, type Host } from "../../lib/notebook/host.ts";
import { createInterrupt } from "../../lib/notebook/interrupt.ts";
import { findIopubAddress } from "../../lib/notebook/iopub_address.ts";
import { checkOutputSize, LARGEST_OUTPUT } from "../../lib/notebook/output_size.ts";
import { replaceSession, session } from "../../lib/notebook/session.ts";

type Sent = { type: string; content: Record<string, unknown> };

/** A kernel as far as descent/notebook uses one; it keeps what is sent. */
function fakeHost(): { host: Host; sent: Sent[]; outputs(): Sent[] } {
  const sent: Sent[] = [];
  const host: Host = {
    jupyter: {
      broadcast: (type, content) => void sent.push({ type, content }),
      display: () => Promise.reject(new Error("the original display")),
      format: (value) => Promise.resolve({ "text/plain": `formatted ${value}` }),
    },
    internals: { broadcastResult: () => Promise.reject(new Error("the original result")) },
  };
  const outputs = () => sent.filter(({ content }) => !JSON.stringify(content).includes("drained"));
  return { host, sent, outputs };
}

/** Runs with a fake kernel, whose hooks on console and JSON are taken off again. */
async function withFake(
  run: (fake: ReturnType<typeof fakeHost> & { press(): void }) => Promise<void>,
): Promise<void> {
  const fake = fakeHost();
  const [consoleBefore, stringify] = [{ ...console }, JSON.stringify];
  let press = () => {};
  const before = replaceSession(createNotebookSession(fake.host, (listener) => press = listener));
  try {
    await run({ ...fake, press: () => press() });
  } finally {
    replaceSession(before);
    Object.assign(console, consoleBefore);
    JSON.stringify = stringify;
  }
}

Deno.test("a cell's last value, and what waits for its end, are sent before it is over", async () => {
  await withFake(async ({ host, outputs }) => {
    const live = session().screen.live();
    live.draw({ "text/plain": "first" });
    session().screen.beforeCellEnds(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      live.done({ "text/plain": "last" });
    });
    await host.internals!.broadcastResult(3, 42);
    const [first, result, last] = outputs();
    assertEquals([first!.type, result!.type, last!.type], [
      "display_data",
      "execute_result",
      "update_display_data",
    ]);
    assertEquals(result!.content["data"], { "text/plain": "formatted 42" });
    assertEquals(first!.content["transient"], last!.content["transient"]);
  });
});

Deno.test("an output that is too large becomes an error with advice, not a message", async () => {
  await withFake(async ({ host, outputs }) => {
    const big = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "x".repeat(6e6) }) };
    await host.internals!.broadcastResult(1, big);
    assertEquals(outputs().map(({ type }) => type), ["error"]);
    assertEquals(outputs()[0]!.content["ename"], "RangeError");
  });
});

Deno.test("Interrupt aborts the running cell's signal; the next cell has a fresh one", async () => {
  await withFake(async ({ host, press }) => {
    const signal = cancelSignal();
    press();
    assertEquals([signal.aborted, cancelSignal() === signal], [true, true]);
    await host.internals!.broadcastResult(1, undefined);
    assertEquals(cancelSignal().aborted, false);
  });
});

Deno.test("checkpoint() throws once Interrupt was pressed", async () => {
  await withFake(async ({ press }) => {
    await checkpoint();
    press();
    const error = await checkpoint().catch((error) => error);
    assertEquals([error.name, error.message], [
      "AbortError",
      "Interrupted: what was computed so far is kept",
    ]);
  });
});

Deno.test("createNotebookSession() changes nothing in a kernel without the place for it", () => {
  const { host } = fakeHost();
  const { broadcast, display } = host.jupyter;
  const log = console.log;
  const before = { jupyter: host.jupyter, internals: undefined };
  createNotebookSession(before, () => {});
  assertEquals(host.jupyter.broadcast === broadcast, true);
  assertEquals([host.jupyter.display === display, console.log === log], [true, true]);
});

Deno.test("outside a kernel there is neither host nor port", async () => {
  assertEquals([findHost(), await findIopubAddress()], [undefined, undefined]);
});

Deno.test("createInterrupt() lets a late second press not stop the next cell", () => {
  const interrupt = createInterrupt();
  interrupt.signal();
  interrupt.press();
  interrupt.cellEnded();
  interrupt.press(); // the cell is over, the next has not shown anything
  assertEquals(interrupt.signal().aborted, false);
  interrupt.press();
  assertEquals(interrupt.signal().aborted, true);
});

Deno.test("onCellFailure() hears an error put into words, and nothing else", () => {
  const stringify = JSON.stringify;
  let heard = 0;
  try {
    onCellFailure(() => heard++);
    JSON.stringify([1, { stack: "" }, null], null, 2);
    JSON.stringify({ name: "a", message: "b", stack: "c", more: 1 });
    assertEquals([heard, JSON.stringify(undefined)], [0, undefined]);
    assertEquals(
      JSON.stringify({ name: "", message: "m", stack: "" }),
      '{"name":"","message":"m","stack":""}',
    );
    assertEquals(heard, 1);
  } finally {
    JSON.stringify = stringify;
  }
});

Deno.test("checkOutputSize() lets pass what is small as text, whatever its shape", () => {
  const fits = "x".repeat(LARGEST_OUTPUT - 100);
  assert(checkOutputSize({ data: { "text/html": fits } }) <= LARGEST_OUTPUT);
  // Small numbers are short, though a number may take 24 characters: 300,000 of them fit.
  assertEquals(checkOutputSize(Array(300_000).fill(1)), 600_001);
  assertThrows(() => checkOutputSize({ data: fits + fits }), RangeError, "got 10.0 MB");
});

Deno.test("isBanner() knows banners, and no line of a lesson", () => {
  const kernel = "The kernel 'Abs' for backend 'cpu' is already registered";
  const hello =
    "\n====\nHi, looks like you are running TensorFlow.js in Node.js. To speed things up";
  assertEquals([[kernel], [hello], ["The kernel is new"], [1]].map(isBanner), [
    true,
    true,
    false,
    false,
  ]);
});
