import { rowsOf } from "descent/core";
import { fitTokenizer, padSequences, restoreTransformer, textToWords } from "descent/preprocess";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const TEXTS = ["The cat sat on the mat.", "The dog, the cat!", ""];

Deno.test("textToWords() takes a Chinese sentence for one word, unless told the language", () => {
  assertEquals(textToWords("这个产品质量很好"), ["这个产品质量很好"]);
  assertEquals(textToWords("这个产品质量很好", { locale: "zh" }), ["这个", "产品", "质量", "很好"]);
});

Deno.test("textToWords() cuts mixed text, and leaves marks of both scripts away", () => {
  assertEquals(textToWords("机器Motor运行正常！OK。", { locale: "zh" }), [
    "机器",
    "motor",
    "运行",
    "正常",
    "ok",
  ]);
  assertEquals(textToWords("ทดสอบระบบ", { locale: "th" }), ["ทดสอบ", "ระบบ"]);
});

Deno.test("textToWords() gives no empty word, whatever the text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    for (const locale of [undefined, "zh"]) {
      assertEquals(textToWords(text, { locale }).filter((word) => word === ""), []);
    }
  }));
});

Deno.test("textToWords() refuses an empty split and what is no language", () => {
  assertThrows(
    () => textToWords("a", { split: "" }),
    RangeError,
    "Cannot cut text into words: split must not be empty",
  );
  assertThrows(
    () => textToWords("a", { locale: "not a tag" }),
    RangeError,
    'Cannot cut text into words: locale must be a language tag, got "not a tag"',
  );
});

Deno.test("fitTokenizer() numbers words by count, then by first appearance", () => {
  assertEquals([...fitTokenizer(TEXTS).wordIndex()], [
    ["the", 1],
    ["cat", 2],
    ["sat", 3],
    ["on", 4],
    ["mat", 5],
    ["dog", 6],
  ]);
});

Deno.test("fitTokenizer() reads back what it wrote, where every word is known", () => {
  const tokenizer = fitTokenizer(TEXTS);
  assertEquals(tokenizer.sequencesToTexts(tokenizer.textsToSequences(TEXTS)), [
    "the cat sat on the mat",
    "the dog the cat",
    "",
  ]);
});

Deno.test("fitTokenizer() keeps the length of any text, where a token stands for the unknown", () => {
  const tokenizer = fitTokenizer(TEXTS, { numWords: 3, oovToken: "<OOV>" });
  fc.assert(fc.property(fc.string(), (text) => {
    const [sequence] = tokenizer.textsToSequences([text]);
    assertEquals(sequence!.length, textToWords(text).length);
  }));
  assertEquals(tokenizer.textsToSequences(["the bird and the cat"]), [[2, 1, 1, 2, 1]]);
});

Deno.test("fitTokenizer() learns Chinese words by a language tag", () => {
  const tokenizer = fitTokenizer(["质量很好", "质量不好"], { locale: "zh", oovToken: "<OOV>" });
  assertEquals(tokenizer.wordIndex().get("质量"), 2);
  assertEquals(tokenizer.textsToSequences(["质量，质量！"]), [[2, 2]]);
});

Deno.test("fitTokenizer() lets a word that is written like the token take its number, as Keras does", () => {
  // keras.src.legacy.preprocessing.text of Keras 3.15.1, Tokenizer(oov_token="x"), the same texts.
  const tokenizer = fitTokenizer(["x a a"], { oovToken: "x" });
  assertEquals([...tokenizer.wordIndex()], [["x", 3], ["a", 2]]);
  assertEquals(tokenizer.textsToSequences(["a b x"]), [[2, 3, 3]]);
});

Deno.test("fitTokenizer() is the same after JSON", () => {
  const tokenizer = fitTokenizer(TEXTS, { numWords: 5, oovToken: "<OOV>", locale: "en" });
  const restored = restoreTransformer(JSON.parse(JSON.stringify(tokenizer)), "tokenizer");
  assertEquals(restored.textsToSequences(TEXTS), tokenizer.textsToSequences(TEXTS));
  assertEquals(restored.textsToMatrix(TEXTS, "tfidf"), tokenizer.textsToMatrix(TEXTS, "tfidf"));
});

Deno.test("fitTokenizer() refuses a number of words and a mode that are none", () => {
  assertThrows(
    () => fitTokenizer(TEXTS, { numWords: 0 }),
    RangeError,
    "Cannot fit a tokenizer: numWords must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => fitTokenizer(TEXTS).textsToMatrix(TEXTS, "bm25" as "count"),
    RangeError,
    'Cannot make a matrix of texts: mode must be one of binary, count, freq, tfidf, got "bm25"',
  );
});

Deno.test("padSequences() keeps the end in front, the beginning behind", () => {
  const pad = (side: "pre" | "post") =>
    rowsOf(padSequences([[1, 2, 3], [4]], { length: 2, padding: side, truncating: side }));
  assertEquals(pad("pre"), [[2, 3], [0, 4]]);
  assertEquals(pad("post"), [[1, 2], [4, 0]]);
});

Deno.test("padSequences() of nothing has no rows, of empty ones no columns", () => {
  assertEquals([padSequences([]).rows, padSequences([[], []]).columns], [0, 0]);
});

Deno.test("padSequences() says what is wrong", () => {
  assertThrows(
    () => padSequences([[1]], { length: 0 }),
    RangeError,
    "Cannot pad sequences: length must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => padSequences([[[1, 2]], [[3]]]),
    RangeError,
    "Cannot pad sequences: every step must have the 2 numbers of the first, got 1 in sequence 1, step 0",
  );
  assertThrows(
    () => padSequences([[1]], { padding: "left" as "pre" }),
    RangeError,
    'Cannot pad sequences: padding must be "pre" or "post", got "left"',
  );
});
