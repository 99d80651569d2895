import { corpusOf, idOf, readCorpus, wordOf, wordsOf } from "descent/ngram";
import { assertEquals, assertThrows } from "@std/assert";

Deno.test("wordOf() and idOf() undo each other, by order of first appearance", () => {
  const words = ["be", "", "naïve", "🙂", "a b"];
  const { vocabulary } = corpusOf([words, words.toReversed()]);
  assertEquals(wordsOf(vocabulary), words);
  assertEquals(words.map((word) => wordOf(vocabulary, idOf(vocabulary, word)!)), words);
});

Deno.test("idOf() knows nothing of other words, half a surrogate pair among them", () => {
  const { vocabulary } = readCorpus("be \ufffd");
  for (const word of ["b", "bee", "", "BE", "\ud800"]) {
    assertEquals(idOf(vocabulary, word), undefined, word);
  }
});

Deno.test("wordOf() says which numbers there are", () => {
  const { vocabulary } = readCorpus("to be");
  for (const id of [2, -1, 0.5]) {
    const message = `Cannot name a word: its number must be from 0 to 1, got ${id}`;
    assertThrows(() => wordOf(vocabulary, id), RangeError, message);
  }
});
