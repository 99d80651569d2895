import { cannot } from "descent/core";
import { assertEquals } from "@std/assert";

const CASES: [string, unknown, string][] = [
  ["a number", 2, "2"],
  ["not-a-number", NaN, "NaN"],
  ["text in quotes", "two", '"two"'],
  ["an empty text", "", '""'],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
  ["a list", [1, "a"], '[1, "a"]'],
  ["an empty list", [], "[]"],
  ["the first five of a long list", Uint8Array.of(1, 2, 3, 4, 5, 6), "[1, 2, 3, 4, 5, …]"],
  ["exactly five without dots", [1, 2, 3, 4, 5], "[1, 2, 3, 4, 5]"],
];

for (const [what, got, shown] of CASES) {
  Deno.test(`cannot() shows ${what}`, () => {
    assertEquals(cannot("train", "x is needed", got), `Cannot train: x is needed, got ${shown}`);
  });
}

Deno.test("cannot() leaves the value out when there is none to show", () => {
  assertEquals(cannot("train", "x is needed"), "Cannot train: x is needed");
});
