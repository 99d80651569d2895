import {
  memoryBytes,
  probability,
  readCorpus,
  readNgramBinary,
  trainNgram,
  wordsOf,
  writeNgramBinary,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const model = trainNgram(readCorpus("a b a b c\na b d\nb a b c a b\nd a b"), { order: 3 });
const bytes = writeNgramBinary(model);
const DAMAGED = "Cannot read an n-gram model: it must be whole and undamaged, its checksum does " +
  "not match";

Deno.test("writeNgramBinary() begins with the magic word and the version, padded to 8 bytes", () => {
  assertEquals(new TextDecoder().decode(bytes.subarray(0, 8)), "DESCENTN");
  assertEquals(new DataView(bytes.buffer).getUint32(8, true), 2);
  assertEquals(bytes.length % 8, 0);
});

Deno.test("readNgramBinary() makes views on the bytes and copies nothing", () => {
  const copy = readNgramBinary(bytes);
  assertEquals(copy, model);
  for (const array of [copy.words, copy.log10, copy.backoffs, copy.vocabulary.bytes]) {
    assert(array.buffer === bytes.buffer);
  }
});

Deno.test("writeNgramBinary() keeps how the text was cut", () => {
  const cut = { unit: "blanks", lowercase: true } as const;
  assertEquals(readNgramBinary(writeNgramBinary({ ...model, cut })), { ...model, cut });
});

Deno.test("readNgramBinary() takes bytes that start anywhere in memory", () => {
  for (const offset of [1, 4, 7]) {
    const elsewhere = new Uint8Array(bytes.length + 8);
    elsewhere.set(bytes, offset);
    assertEquals(readNgramBinary(elsewhere.subarray(offset, offset + bytes.length)), model);
  }
});

Deno.test("readNgramBinary() names both versions", () => {
  const newer = bytes.slice();
  newer[8] = 7;
  assertThrows(
    () => readNgramBinary(newer),
    SyntaxError,
    "Cannot read an n-gram model: it must be of version 2, got 7",
  );
});

Deno.test("readNgramBinary() reads version 1, whose words were hashed in another way", async () => {
  const file = await Deno.open(new URL("./binary_version_1.gz", import.meta.url));
  const plain = file.readable.pipeThrough(new DecompressionStream("gzip"));
  const copy = readNgramBinary(new Uint8Array(await new Response(plain).arrayBuffer()));
  assertEquals(copy.vocabulary, model.vocabulary);
  for (const word of wordsOf(model.vocabulary)) {
    assertAlmostEquals(probability(copy, word, ["a"]), probability(model, word, ["a"]), 1e-12);
  }
});

Deno.test("readNgramBinary() refuses other files, and any cut", () => {
  assertThrows(
    () => readNgramBinary(new TextEncoder().encode("\\data\\\nngram 1=5\n")),
    SyntaxError,
    'Cannot read an n-gram model: it must begin with "DESCENTN", got "\\\\data\\\\\\nn"',
  );
  for (let length = 8; length < bytes.length; length++) {
    assertThrows(() => readNgramBinary(bytes.subarray(0, length)), SyntaxError, DAMAGED);
  }
});

Deno.test("readNgramBinary() notices every changed byte", () => {
  fc.assert(fc.property(
    fc.integer({ min: 12, max: bytes.length - 1 }),
    fc.integer({ min: 1, max: 255 }),
    (at, flip) => {
      const changed = bytes.slice();
      changed[at]! ^= flip;
      assertThrows(() => readNgramBinary(changed), SyntaxError, DAMAGED);
    },
  ));
});

Deno.test("memoryBytes() is what the file holds, its header apart", () => {
  assert(memoryBytes(model) < bytes.length);
  assert(memoryBytes(model) > bytes.length - 2000, `${memoryBytes(model)} of ${bytes.length}`);
});
