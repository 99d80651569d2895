import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { type IdxArray, readIdx, writeIdx } from "descent/data";
import { gzip } from "./gzip.ts";

// One value of each type whose bytes all differ, so that a wrong order shows.
const worked: [IdxArray, number[]][] = [
  [{ dtype: "uint8", shape: [2], data: Uint8Array.of(1, 255) }, [8, 1, 0, 0, 0, 2, 1, 255]],
  [{ dtype: "int8", shape: [1], data: Int8Array.of(-2) }, [9, 1, 0, 0, 0, 1, 254]],
  [{ dtype: "int16", shape: [1], data: Int16Array.of(0x0102) }, [11, 1, 0, 0, 0, 1, 1, 2]],
  [{ dtype: "int32", shape: [1], data: Int32Array.of(-2) }, [
    12,
    1,
    0,
    0,
    0,
    1,
    255,
    255,
    255,
    254,
  ]],
  // 1.5 = 0x3fc00000 and 0x3ff8000000000000
  [{ dtype: "float32", shape: [], data: Float32Array.of(1.5) }, [13, 0, 0x3f, 0xc0, 0, 0]],
  [{ dtype: "float64", shape: [], data: Float64Array.of(1.5) }, [
    14,
    0,
    0x3f,
    0xf8,
    0,
    0,
    0,
    0,
    0,
    0,
  ]],
];
for (const [array, rest] of worked) {
  const bytes = Uint8Array.of(0, 0, ...rest);
  Deno.test(`writeIdx() and readIdx() match ${array.dtype} bytes worked by hand`, async () => {
    assertEquals(writeIdx(array), bytes);
    assertEquals(await readIdx(bytes), array);
    assertEquals(await readIdx(await gzip(bytes)), array);
  });
}

Deno.test("readIdx() takes 255 axes", async () => {
  const array: IdxArray = { dtype: "uint8", shape: Array(255).fill(1), data: Uint8Array.of(7) };
  assertEquals(await readIdx(writeIdx(array)), array);
});

Deno.test("readIdx() finds no values behind an axis of length 0, however long the others", async () => {
  const shape = [...Array(40).fill(2 ** 32 - 1), 0]; // the product of the others is no number
  const array: IdxArray = { dtype: "uint8", shape, data: new Uint8Array() };
  assertEquals(await readIdx(writeIdx(array)), array);
});

Deno.test("readIdx() reads a view that starts at an odd byte, and leaves it alone", async () => {
  const file = writeIdx({ dtype: "float64", shape: [2], data: Float64Array.of(1, -2) });
  const held = new Uint8Array(file.length + 6);
  held.set(file, 3);
  const view = held.subarray(3, 3 + file.length);
  const { data } = await readIdx(view);
  assertEquals(data, Float64Array.of(1, -2));
  data.fill(0);
  assertEquals(view, file);
});

const file = writeIdx({ dtype: "uint8", shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
const text = (words: string) => new TextEncoder().encode(words);
const cases: [string, Uint8Array, string][] = [
  [
    "an empty file",
    new Uint8Array(),
    "an IDX file must start with two zero bytes, got an empty file",
  ],
  [
    "a Git LFS pointer",
    text("version https://git-lfs.github.com/spec/v1\noid sha256:440f\nsize 9912422\n"),
    "an IDX file must start with two zero bytes, got a Git LFS pointer",
  ],
  [
    "an error page",
    text("\n<!DOCTYPE html><html><title>404</title>"),
    "an IDX file must start with two zero bytes, got an HTML page",
  ],
  [
    "a storage service's error",
    text('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
    "an IDX file must start with two zero bytes, got an XML page",
  ],
  [
    "other text",
    text("Not found\n"),
    'an IDX file must start with two zero bytes, got text that starts with "Not found"',
  ],
  [
    "a NumPy array",
    Uint8Array.of(0x93, ...text("NUMPY"), 1, 0),
    "an IDX file must start with two zero bytes, got a NumPy .npy array",
  ],
  [
    "a header in little-endian order",
    Uint8Array.of(3, 8, 0, 0, 2, 0, 0, 0),
    "an IDX file must start with two zero bytes, got the bytes 03 08 00 00",
  ],
  ["two zero bytes", new Uint8Array(2), "an IDX file must hold at least 4 bytes, got 2"],
  [
    "a type of no table",
    Uint8Array.of(0, 0, 10, 1, 0, 0, 0, 0),
    "its third byte must be 8, 9, 11, 12, 13 or 14 (uint8, int8, int16, int32, float32, float64), got 10",
  ],
  ["half a header", file.subarray(0, 7), "a header of rank 2 needs 12 bytes, got 7"],
  [
    "too few values",
    file.subarray(0, -1),
    "uint8 values of shape (2, 3) need a file of 18 bytes, got 17",
  ],
  [
    "bytes after the values",
    Uint8Array.of(...file, 0),
    "uint8 values of shape (2, 3) need a file of 18 bytes, got more",
  ],
  [
    "counts beyond all memory",
    Uint8Array.of(0, 0, 14, 3, ...Array(12).fill(255)),
    "its array must fit into 1073741824 bytes, " +
    "got float64 values of shape (4294967295, 4294967295, 4294967295)",
  ],
];
for (const [what, bytes, message] of cases) {
  Deno.test(`readIdx() says what it found: ${what}`, async () => {
    const options = { name: "digits.gz", mend: 'run "deno task data mnist"' };
    const error = await assertRejects(() => readIdx(bytes, options), SyntaxError);
    assertEquals(error.message, `Cannot read digits.gz: ${message}; run "deno task data mnist"`);
  });
}

Deno.test("readIdx() says what lies inside a gzip that holds something else", async () => {
  const npy = Uint8Array.of(0x93, ...text("NUMPY"), 1, 0);
  const inside: [Uint8Array<ArrayBuffer>, string][] = [
    [npy, "a NumPy .npy array inside the gzip"],
    [await gzip(file), "gzip data inside the gzip"],
    [new Uint8Array(), "an empty file inside the gzip"],
  ];
  for (const [content, got] of inside) {
    const packed = await gzip(content);
    const error = await assertRejects(() => readIdx(packed, { name: "a.gz" }), SyntaxError);
    const needed = "an IDX file must start with two zero bytes";
    assertEquals(error.message, `Cannot read a.gz: ${needed}, got ${got}; get the file again`);
  }
});

Deno.test("readIdx() refuses gzip data cut short at any byte, or with a damaged checksum", async () => {
  const packed = await gzip(file);
  for (let length = 2; length < packed.length; length++) {
    await assertRejects(
      () => readIdx(packed.subarray(0, length)),
      SyntaxError,
      "Cannot read IDX data",
    );
  }
  for (let back = 1; back <= 8; back++) { // checksum and length, four bytes each
    const damaged = packed.slice();
    damaged[damaged.length - back]! ^= 1;
    await assertRejects(
      () => readIdx(damaged),
      SyntaxError,
      "Cannot read IDX data: its gzip data must be whole, got ",
    );
  }
});

Deno.test("writeIdx() refuses what an IDX file cannot hold", () => {
  const data = Uint8Array.of(1, 2);
  const refused: [IdxArray, new () => Error, string][] = [
    [
      { dtype: "int64", shape: [2], data } as unknown as IdxArray,
      TypeError,
      'dtype must be uint8, int8, int16, int32, float32, float64, got "int64"',
    ],
    [
      { dtype: "int8", shape: [2], data } as unknown as IdxArray,
      TypeError,
      "int8 values must be of class Int8Array, got Uint8Array",
    ],
    [{ dtype: "uint8", shape: [3], data }, RangeError, "shape (3) needs 3 values, got 2"],
    [
      { dtype: "uint8", shape: [-2, -1], data },
      RangeError,
      "every length must be a whole number below 2³², got -2",
    ],
    [
      { dtype: "uint8", shape: [2 ** 32], data },
      RangeError,
      "every length must be a whole number below 2³², got 4294967296",
    ],
    [
      { dtype: "uint8", shape: Array(256).fill(1), data },
      RangeError,
      "shape must have at most 255 axes, got 256",
    ],
  ];
  for (const [array, ErrorClass, message] of refused) {
    const error = assertThrows(() => writeIdx(array), ErrorClass);
    assertEquals(error.message, `Cannot write IDX data: ${message}`);
  }
});
