import { assertEquals, assertRejects } from "@std/assert";
import { createBatcher } from "../../lib/serve/batcher.ts";

const LIMITS = { maxBatch: 4, maxDelayMs: 0, maxQueue: 100, timeoutMs: 1000 };

/** A model that adds up; it remembers its batches, and fails where a row holds −1. */
function adder(wait: () => Promise<unknown> = () => Promise.resolve()) {
  const batches: number[] = [];
  const run = async (rows: number[][]) => {
    batches.push(rows.length);
    await wait();
    if (rows.some((row) => row.includes(-1))) throw new Error("minus one");
    return rows.map((row) => Float32Array.of(row.reduce((sum, value) => sum + value, 0)));
  };
  return { run, batches };
}

const numbers = (outputs: Float32Array[]) => outputs.map(([value]) => value);

Deno.test("rows that come together are answered together, each with its own", async () => {
  const { run, batches } = adder();
  const batcher = createBatcher(run, LIMITS);
  const answers = await Promise.all([[[1]], [[2], [3]], [[4]]].map((rows) => batcher.ask(rows)));
  assertEquals(answers.map(numbers), [[1], [2, 3], [4]]);
  assertEquals(batches, [4]);
});

Deno.test("a batch holds whole requests up to its size; a larger one goes alone", async () => {
  const { run, batches } = adder();
  const batcher = createBatcher(run, LIMITS);
  const sizes = [3, 2, 2, 7, 1];
  const answers = await Promise.all(
    sizes.map((size, i) => batcher.ask(Array.from({ length: size }, (_, j) => [i, j]))),
  );
  answers.forEach((outputs, i) => {
    assertEquals(numbers(outputs), Array.from({ length: sizes[i]! }, (_, j) => i + j));
  });
  assertEquals(batches, [3, 4, 7, 1]);
});

Deno.test("while a batch runs the next one collects", async () => {
  const gate = Promise.withResolvers<void>();
  const { run, batches } = adder(() => gate.promise);
  const batcher = createBatcher(run, LIMITS);
  const first = batcher.ask([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const others = [2, 3, 4].map((value) => batcher.ask([[value]]));
  assertEquals(batcher.waiting, 3);
  gate.resolve();
  assertEquals(numbers(await first), [1]);
  assertEquals((await Promise.all(others)).map(numbers), [[2], [3], [4]]);
  assertEquals(batches, [1, 3]);
});

Deno.test("the first row waits for others as long as it is told to", async () => {
  const { run, batches } = adder();
  const batcher = createBatcher(run, { ...LIMITS, maxDelayMs: 20 });
  const first = batcher.ask([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 2));
  await Promise.all([first, batcher.ask([[2]])]);
  assertEquals(batches, [2]);
});

Deno.test("a row that fails fails alone", async () => {
  const { run, batches } = adder();
  const batcher = createBatcher(run, LIMITS);
  const [good, bad, other] = [batcher.ask([[1]]), batcher.ask([[-1]]), batcher.ask([[2]])];
  await assertRejects(() => bad, Error, "minus one");
  assertEquals([numbers(await good), numbers(await other)], [[1], [2]]);
  assertEquals(batches, [3, 1, 1, 1]);
});

Deno.test("beyond the queue a request is refused, and told when to come again", async () => {
  const gate = Promise.withResolvers<void>();
  const { run } = adder(() => gate.promise);
  const batcher = createBatcher(run, { ...LIMITS, maxQueue: 2 });
  const first = batcher.ask([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const waiting = batcher.ask([[2], [3]]);
  const error = await assertRejects(() => batcher.ask([[4]]), Error);
  assertEquals(error.message, "At most 2 rows may wait, and 2 do");
  assertEquals(Reflect.get(error, "more"), { retryAfterSeconds: 1 });
  gate.resolve();
  assertEquals([numbers(await first), numbers(await waiting)], [[1], [2, 3]]);
  assertEquals(numbers(await batcher.ask([[5]])), [5]);
});

Deno.test("a request that is not answered in time is given up, and leaves the queue", async () => {
  const gate = Promise.withResolvers<void>();
  const { run, batches } = adder(() => gate.promise);
  const batcher = createBatcher(run, { ...LIMITS, timeoutMs: 20 });
  const first = batcher.ask([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 2));
  const second = batcher.ask([[2]]);
  await assertRejects(() => first, Error, "The model must answer within 20 ms");
  await assertRejects(() => second, Error, "The model must answer within 20 ms");
  assertEquals(batcher.waiting, 0);
  gate.resolve();
  assertEquals(numbers(await batcher.ask([[3]])), [3]);
  assertEquals(batches, [1, 1]);
});

Deno.test("close() answers what was accepted, and refuses the rest", async () => {
  const gate = Promise.withResolvers<void>();
  const { run } = adder(() => gate.promise);
  const batcher = createBatcher(run, { ...LIMITS, maxDelayMs: 10_000 });
  const accepted = [batcher.ask([[1]]), batcher.ask([[2]])];
  const closed = batcher.close();
  await assertRejects(() => batcher.ask([[3]]), Error, "The model is being put away");
  gate.resolve();
  assertEquals((await Promise.all(accepted)).map(numbers), [[1], [2]]);
  await closed;
});
