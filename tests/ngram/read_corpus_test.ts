import { corpusOf, readCorpus, sliceCorpus, wordsOf } from "descent/ngram";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

/** The sentences of a corpus as words again. */
function sentencesOf(corpus: ReturnType<typeof readCorpus>): string[][] {
  const words = wordsOf(corpus.vocabulary);
  const start = (s: number) => s === 0 ? 0 : corpus.ends[s - 1]!;
  return [...corpus.ends].map((end, s) =>
    [...corpus.ids.subarray(start(s), end)].map((id) => words[id]!)
  );
}

Deno.test("readCorpus() takes a line as a sentence and white space as what parts words", () => {
  const corpus = readCorpus(" to be\tor\vnot\fto be\r\nthat is \n");
  assertEquals(sentencesOf(corpus), [["to", "be", "or", "not", "to", "be"], ["that", "is"]]);
  assertEquals(corpus.ids, Uint32Array.of(0, 1, 2, 3, 0, 1, 4, 5));
});

Deno.test("readCorpus() does not split at white space beyond ASCII, as KenLM does not", () => {
  assertEquals(sentencesOf(readCorpus("a\u00a0b c\u2028d")), [["a\u00a0b", "c\u2028d"]]);
});

Deno.test("readCorpus() counts a space between words and the line end as characters", () => {
  assertEquals([...readCorpus("to  be\n\nnaïve 🙂").characters], [6, 1, 8]);
});

Deno.test("readCorpus() keeps or skips blank lines", () => {
  assertEquals(sentencesOf(readCorpus("a\n\n \nb")), [["a"], [], [], ["b"]]);
  assertEquals(sentencesOf(readCorpus("a\n\n \nb", { blankLines: "skip" })), [["a"], ["b"]]);
});

Deno.test("readCorpus() takes every code point as a token by character", () => {
  const corpus = readCorpus("a é🙂\r\n\nb", { unit: "character" });
  assertEquals(sentencesOf(corpus), [["a", " ", "é", "🙂"], [], ["b"]]);
  assertEquals([...corpus.characters], [5, 1, 2]);
});

Deno.test("readCorpus() reads bytes as it reads text, a byte-order mark apart", () => {
  const text = "für 🙂\nfür dich";
  const bytes = new TextEncoder().encode(`\ufeff${text}`);
  assertEquals(readCorpus(bytes), readCorpus(text));
  assertEquals(readCorpus(""), readCorpus(new Uint8Array()));
  assertEquals(readCorpus("").ends.length, 0);
});

Deno.test("readCorpus() reads a line of a megabyte", () => {
  const corpus = readCorpus("word ".repeat(200_000) + "x".repeat(1_000_000));
  assertEquals([corpus.ids.length, corpus.ends.length, corpus.vocabulary.size], [200_001, 1, 2]);
});

Deno.test("readCorpus() gives back what words were joined to, for any words", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) =>
    !/[\0-\x20]/.test(text)
  );
  fc.assert(fc.property(fc.array(fc.array(word), { minLength: 1 }), (sentences) => {
    const text = sentences.map((words) => `${words.join(" ")}\n`).join("");
    if (text.startsWith("\ufeff")) return; // a mark at the start is no part of the text
    assertEquals(sentencesOf(readCorpus(text)), sentences);
    assertEquals(readCorpus(text), corpusOf(sentences));
  }));
});

/** Lines and words as anybody would cut them, where no character is NUL. */
function cutPlainly(text: string): string[][] {
  return text.replace(/\n$/, "").split("\n").map((line) => line.match(/[^ \t\v\f\r]+/g) ?? []);
}

Deno.test("readCorpus() cuts any text as anybody would: control characters, blanks, long words", () => {
  const piece = fc.constantFrom(
    " ",
    "\n",
    "\t",
    "\r\n",
    "\v",
    "\f",
    "\x01",
    "\x1f",
    "\x7f",
    "é",
    "🙂",
  );
  const word = fc.nat({ max: 14 }).map((length) => "abcdefghijklmn".slice(0, length));
  const text = fc.array(fc.oneof(piece, word), { minLength: 1 }).map((parts) => parts.join(""));
  fc.assert(fc.property(text.filter((text) => text !== ""), (text) => {
    const corpus = readCorpus(text);
    assertEquals(sentencesOf(corpus), cutPlainly(text));
    assertEquals(
      [...corpus.characters],
      cutPlainly(text).map((words) => [...words.join(" ")].length + 1),
    );
  }));
});

Deno.test("readCorpus() cuts a text that is read in many pieces, wherever these end", () => {
  for (const shift of [0, 1, 2, 3, 5, 8, 11, 12, 13]) {
    const words = Array.from(
      { length: 3000 },
      (_, i) => "abcdefghijklmno".slice(0, 1 + i * 7 % 15),
    );
    const text = `${"x".repeat(shift)} ${words.join(" ")}`;
    assertEquals(sentencesOf(readCorpus(text)), cutPlainly(text));
  }
});

Deno.test("corpusOf() keeps words apart that differ at their end, in zeros alone or in length", () => {
  const letters = ["", "a", "abcd", "abcdefgh", "abcdefghijkl", "abcdefghijklm"];
  const words = letters.flatMap((start) =>
    ["", "\0", "\0\0", "x", "\0x"].map((end) => start + end)
  );
  const distinct = [...new Set(words)];
  const corpus = corpusOf([distinct, distinct]);
  assertEquals(corpus.vocabulary.size, distinct.length);
  assertEquals(sentencesOf(corpus), [distinct, distinct]);
});

Deno.test("readCorpus() keeps numbers apart in a large vocabulary", () => {
  const words = Array.from({ length: 50_000 }, (_, i) => `w${i}`);
  const corpus = readCorpus([...words, ...words].join(" "));
  assertEquals(corpus.ids, Uint32Array.from({ length: 100_000 }, (_, i) => i % 50_000));
  assertEquals(wordsOf(corpus.vocabulary), words);
});

Deno.test("readCorpus() names the line of a NUL, of bad UTF-8 and of half a surrogate pair", () => {
  const bytes = Uint8Array.of(97, 10, 98, 10, 0xc3, 40, 10, 99);
  const expected: [string | Uint8Array, string][] = [
    ["a\nb\0c", "text must not hold the character NUL, see line 2"],
    [bytes, "text must be UTF-8, see line 3"],
    ["a\nb\n\n\ud800", "text must be well formed, see half a surrogate pair in line 4"],
  ];
  for (const [text, needed] of expected) {
    for (const unit of ["word", "character"] as const) {
      const message = `Cannot read a corpus: ${needed}`;
      assertThrows(() => readCorpus(text, { unit }), SyntaxError, message);
    }
  }
});

Deno.test("corpusOf() takes tokens of any kind, spaces and nothing too", () => {
  const sentences = [["a b", "", "\n"], [], ["a b"]];
  assertEquals(sentencesOf(corpusOf(sentences)), sentences);
});

Deno.test("corpusOf() says which sentence holds something else than text", () => {
  assertThrows(
    () => corpusOf([["a"], [7 as unknown as string]]),
    TypeError,
    "Cannot make a corpus: every token must be well-formed text, see sentence 2, got 7",
  );
});

Deno.test("sliceCorpus() takes the sentences asked for, within bounds", () => {
  const corpus = readCorpus("a b\n\nc\nd e f");
  assertEquals(sentencesOf(sliceCorpus(corpus, 1, 3)), [[], ["c"]]);
  assertEquals([...sliceCorpus(corpus, 2).characters], [2, 6]);
  assertEquals(sentencesOf(sliceCorpus(corpus, 0, 99)), sentencesOf(corpus));
  assertEquals(sentencesOf(sliceCorpus(corpus, 3, 1)), []);
});
