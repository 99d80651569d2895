import { assertEquals } from "@std/assert";
import { trainNgram } from "descent/ngram";
import { corpusFrom, type Cut, cutLines, cutOf, lineOf, tokensOf } from "../../tasks/ngram/cut.ts";

const LINES = ['"Is it late?" asked Anna.', "", "It is."];
const cut = (unit: Cut["unit"], more: Partial<Cut> = {}): Cut => {
  return { unit, lowercase: false, space: " ", ...more };
};

Deno.test("tokensOf() cuts words and marks, at blanks, or characters", () => {
  assertEquals(tokensOf("It is.", cut("words")), ["It", "is", "."]);
  assertEquals(tokensOf(" It  is. ", cut("blanks")), ["It", "is."]);
  assertEquals(tokensOf("It i", cut("characters")), ["I", "t", " ", "i"]);
  assertEquals(tokensOf("A b", cut("characters", { space: "▁" })), ["A", "▁", "b"]);
  assertEquals(tokensOf("It", cut("words", { lowercase: true })), ["it"]);
});

Deno.test("tokensOf() keeps Unicode's blanks as tokens where KenLM does", () => {
  assertEquals(tokensOf("a \u3000 b", cut("blanks")), ["a", "\u3000", "b"]);
});

for (const unit of ["words", "characters"] as const) {
  Deno.test(`lineOf() gives back what tokensOf() cut into ${unit}`, () => {
    assertEquals(lineOf(tokensOf(LINES[0]!, cut(unit)), cut(unit)), LINES[0]!);
  });
}

Deno.test("cutLines() leaves blank lines out but for KenLM's way", () => {
  assertEquals(cutLines(LINES, cut("words")), '" Is it late ? " asked Anna .\nIt is .');
  assertEquals(cutLines(LINES, cut("blanks")), LINES.join("\n"));
});

for (const unit of ["words", "blanks", "characters"] as const) {
  for (const lowercase of [false, true]) {
    Deno.test(`cutOf() finds ${unit} in a vocabulary, lowercase ${lowercase}`, () => {
      const wanted = cut(unit, { lowercase });
      const model = trainNgram(corpusFrom(LINES, wanted), { order: 2 });
      assertEquals(cutOf(model), wanted);
    });
  }
}

Deno.test("cutOf() believes the model before it guesses", () => {
  const model = trainNgram(corpusFrom(["a b c"], cut("words")), { order: 2 });
  assertEquals(cutOf(model).unit, "characters"); // words of one letter lead it astray
  const said = { unit: "words", lowercase: false } as const;
  assertEquals(cutOf({ ...model, cut: said }), cut("words"));
});

Deno.test("cutOf() finds the sign that stands for a space", () => {
  const wanted = cut("characters", { space: "▁" });
  assertEquals(cutOf(trainNgram(corpusFrom(LINES, wanted), { order: 2 })), wanted);
});
