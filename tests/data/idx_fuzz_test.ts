import { assert, assertEquals, assertRejects } from "@std/assert";
import { type IdxArray, readIdx, writeIdx } from "descent/data";
import fc from "fast-check";
import { gzip } from "./gzip.ts";

const arrays: fc.Arbitrary<IdxArray> = fc.record({
  type: fc.constantFrom(
    { dtype: "uint8", make: (bytes: Uint8Array) => bytes, size: 1 },
    { dtype: "int8", make: (bytes: Uint8Array) => new Int8Array(bytes.buffer), size: 1 },
    { dtype: "int16", make: (bytes: Uint8Array) => new Int16Array(bytes.buffer), size: 2 },
    { dtype: "int32", make: (bytes: Uint8Array) => new Int32Array(bytes.buffer), size: 4 },
    { dtype: "float32", make: (bytes: Uint8Array) => new Float32Array(bytes.buffer), size: 4 },
    { dtype: "float64", make: (bytes: Uint8Array) => new Float64Array(bytes.buffer), size: 8 },
  ),
  shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }),
}).chain(({ type, shape }) => {
  const length = shape.reduce((product, n) => product * n, 1) * type.size;
  return fc.uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => ({ dtype: type.dtype, shape, data: type.make(bytes) }) as IdxArray);
});

const bitsOf = ({ data }: IdxArray) =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

Deno.test("readIdx() gives back what writeIdx() wrote, bit for bit, plain and in gzip", async () => {
  await fc.assert(fc.asyncProperty(arrays, async (array) => {
    const bytes = writeIdx(array);
    for (const file of [bytes, await gzip(bytes)]) {
      const read = await readIdx(file);
      assertEquals([read.dtype, read.shape], [array.dtype, array.shape]);
      assertEquals(read.data.constructor, array.data.constructor);
      assertEquals(bitsOf(read), bitsOf(array)); // NaN's payload too
    }
  }));
});

const isOurs = (error: unknown) =>
  error instanceof SyntaxError && /^Cannot read x: [^\n]+; get the file again$/.test(error.message);

/** Reads bytes that may be anything: an array comes that writes back, or our own error. */
async function readAnything(bytes: Uint8Array) {
  try {
    const array = await readIdx(bytes, { name: "x" });
    if (bytes[0] === 0) assertEquals(writeIdx(array), Uint8Array.from(bytes));
  } catch (error) {
    assert(isOurs(error), String(error));
  }
}

Deno.test("readIdx() throws nothing but its SyntaxError on random bytes", async () => {
  const starts = fc.constantFrom([], [0], [0, 0], [0, 0, 8], [0, 0, 13, 1], [0x1f, 0x8b], [
    0x1f,
    0x8b,
    8,
    0,
  ]);
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 64 }), async (start, rest) => {
      await readAnything(Uint8Array.of(...start, ...rest));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readIdx() throws nothing but its SyntaxError on mutated files", async () => {
  const change = fc.record({ at: fc.nat(200), to: fc.integer({ min: 0, max: 255 }) });
  const mutation = fc.tuple(arrays, fc.boolean(), fc.array(change, { maxLength: 4 }), fc.nat(20));
  await fc.assert(
    fc.asyncProperty(mutation, async ([array, packed, changes, cut]) => {
      const bytes = packed ? await gzip(writeIdx(array)) : writeIdx(array);
      for (const { at, to } of changes) bytes[at % bytes.length] = to;
      await readAnything(bytes.subarray(0, Math.max(0, bytes.length - (cut > 15 ? cut : 0))));
      await readAnything(await gzip(bytes)); // and the same damage inside a whole gzip
    }),
    { numRuns: 500 },
  );
});

Deno.test("readIdx() allocates by the bytes at hand, not by what a header claims", async () => {
  const claims = Uint8Array.of(0, 0, 8, 1, 0x3f, 0xff, 0xff, 0xff, 1, 2, 3); // nearly 1 GiB
  for (const bytes of [claims, await gzip(claims)]) {
    const before = Deno.memoryUsage();
    for (let i = 0; i < 20; i++) {
      await assertRejects(
        () => readIdx(bytes),
        SyntaxError,
        "need a file of 1073741831 bytes, got 11",
      );
    }
    const after = Deno.memoryUsage();
    assert(after.external - before.external < 50e6, "the claim was allocated");
  }
});

Deno.test("readIdx() stops unpacking where the array ends", async () => {
  const bomb = new Uint8Array(200e6); // 200 MB in 200 KB
  bomb.set([0, 0, 8, 1, 0, 0, 0, 5]);
  const packed = await gzip(bomb);
  const started = performance.now();
  const needed = "shape (5) need a file of 13 bytes, got more";
  await assertRejects(() => readIdx(packed), SyntaxError, needed);
  const stopped = performance.now();
  await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")))
    .arrayBuffer();
  const whole = performance.now() - stopped;
  assert(stopped - started < whole / 2, "it unpacked more than the first piece");
});
