import { joinWords, splitWords } from "descent/preprocess";
import { assertEquals } from "@std/assert";
import fc from "fast-check";

// Text, its tokens, and whether the tokens give the text back.
const CASES: [string, string[], boolean][] = [
  ["", [], true],
  [" \t\r\n ", [], false],
  ["The cat sat.", ["The", "cat", "sat", "."], true],
  [`"Go," he said.`, ['"', "Go", ",", '"', "he", "said", "."], true],
  ["It costs 3.2 or 20,000.", ["It", "costs", "3.2", "or", "20,000", "."], true],
  ["a well-known don't", ["a", "well-known", "don't"], true],
  ["Mr. Lee saw Dr. Wu.", ["Mr.", "Lee", "saw", "Dr.", "Wu", "."], true],
  ["the end of the dr", ["the", "end", "of", "the", "dr"], true],
  ["dash - end-", ["dash", "-", "end", "-"], false],
  ["naïve Ångström", ["naïve", "Ångström"], true],
  ["cafe\u0301 x", ["cafe\u0301", "x"], true], // a mark on its letter
  ["水泵漏水，很失望。", ["水泵", "漏水", "，", "很", "失望", "。"], true],
  ["新的 sensor 很好", ["新的", "sensor", "很好"], true],
  ["😀 ok", ["😀", "ok"], true],
];

for (const [text, tokens, back] of CASES) {
  Deno.test(`splitWords() cuts ${JSON.stringify(text)}`, () => {
    assertEquals(splitWords(text), tokens);
  });
  if (!back) continue;
  Deno.test(`joinWords() gives ${JSON.stringify(text)} back`, () => {
    assertEquals(joinWords(tokens), text);
  });
}

Deno.test("splitWords() makes one word of The and the where asked", () => {
  assertEquals(splitWords("The the", { lowercase: true }), ["the", "the"]);
});

Deno.test("splitWords() loses no character but white space", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assertEquals(splitWords(text).join("").replaceAll(/\s/g, ""), text.replaceAll(/\s/g, ""));
  }));
});

Deno.test("splitWords() cuts what it has cut no further", () => {
  fc.assert(fc.property(fc.lorem(), (text) => {
    const once = splitWords(text);
    assertEquals(once.flatMap((word) => splitWords(word)), once);
  }));
});

Deno.test("joinWords() opens and closes quotes in turn", () => {
  const tokens = ['"', "A", '"', '"', "b", '"', "(", "c", ")", "!"];
  assertEquals(joinWords(tokens), '"A" "b" (c)!');
});
