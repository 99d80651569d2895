import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs";
import { quietly, useBackend } from "descent/backend";
import { withhold } from "../../lib/backend/withhold.ts";

/** What `run` prints as warnings. */
async function warnings(run: () => unknown): Promise<unknown[][]> {
  const before = console.warn;
  const printed: unknown[][] = [];
  console.warn = (...data) => void printed.push(data);
  try {
    await run();
  } finally {
    console.warn = before;
  }
  return printed;
}

const buildGru = () => {
  const gru = tf.layers.gru({ units: 45, inputShape: [4, 1] }); // 45 · 45 > 2,000
  tf.sequential({ layers: [gru] }).dispose();
};

Deno.test("quietly() keeps tfjs's remark on orthogonal initialisers off the console", async () => {
  await useBackend("wasm");
  const loud = await warnings(buildGru);
  assertEquals(loud.length, 1, "tfjs is not what it was: drop its text from quietly()");
  assertEquals(await warnings(() => quietly(buildGru)), []);
});

Deno.test("quietly() keeps tfjs's remarks on second registrations off the console", async () => {
  const again = () => {
    tf.registerBackend("cpu", () => tf.backend());
    tf.registerKernel(tf.getKernel("Abs", "wasm"));
    tf.env().setPlatform("node", tf.env().platform);
  };
  assertEquals((await warnings(again)).length, 3);
  assertEquals(await warnings(() => quietly(again)), []);
});

Deno.test("quietly() prints every other warning, with all its arguments", async () => {
  const own = () => {
    console.warn("the learning rate is %d", 7, { at: "step 3" });
    console.warn("I wrote: Orthogonal initializer is being called on a matrix with more than");
    console.warn(new Error("Platform node has already been set."));
    console.warn();
  };
  const loud = await warnings(own);
  assertEquals(loud.length, 4);
  assertEquals(await warnings(() => quietly(own)), loud);
});

Deno.test("quietly() answers what runs, and what it throws", async () => {
  assertEquals(quietly(() => 7), 7);
  assertEquals(await quietly(() => Promise.resolve(7)), 7);
  const fail = () => {
    throw new RangeError("no");
  };
  const before = console.warn;
  assertThrows(() => quietly(fail), RangeError, "no");
  await assertRejects(() => quietly(() => Promise.resolve().then(fail)), RangeError, "no");
  assertStrictEquals(console.warn, before);
});

Deno.test("withhold() tells its caller what it did not print", async () => {
  const heard: string[] = [];
  const printed = await warnings(() =>
    withhold([/^a/], () => ["ab", "ba"].forEach((text) => console.warn(text)), (text) => {
      heard.push(text);
    })
  );
  assertEquals([heard, printed], [["ab"], [["ba"]]]);
});

Deno.test("withhold() leaves console.warn as it was, however runs overlap", async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(fc.nat(7), { minLength: 1 }),
    async (order) => {
      const before = console.warn;
      const ends = new Map<number, () => void>();
      const runs = order.toSorted().map((id) =>
        withhold([/^x/], () => new Promise<void>((resolve) => ends.set(id, resolve)))
      );
      for (const id of order) {
        assertEquals(await warnings(() => console.warn("y")), [["y"]]);
        ends.get(id)!();
        await runs[order.toSorted().indexOf(id)];
      }
      assertStrictEquals(console.warn, before);
    },
  );
  await fc.assert(property, { numRuns: 50 });
});

Deno.test("withhold() respects a console.warn that was set meanwhile", async () => {
  const before = console.warn;
  const theirs = () => {};
  withhold([/^x/], () => console.warn = theirs);
  assertStrictEquals(console.warn, theirs);
  console.warn = before;
  assertEquals(await warnings(() => console.warn("x")), [["x"]]);
});
