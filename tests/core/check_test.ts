import { checkBetween, checkInteger, checkSameLength } from "descent/core";
import { assertEquals, assertThrows } from "@std/assert";

const WHOLE = "epochs must be a whole number of at least 1";
const DIGIT = "digit must be a whole number from 0 to 9";
const ABOVE = "rate must be a finite number above 0";
const SHARE = "share must be between 0 and 1";

const PASSES: [string, () => void][] = [
  ["checkInteger() at its lower bound", () => checkInteger("a", "n", 1, 1)],
  ["checkInteger() at its upper bound", () => checkInteger("a", "n", 9, 0, 9)],
  ["checkInteger() at the default 0", () => checkInteger("a", "n", 0)],
  ["checkInteger() at 2 ** 53 - 1", () => checkInteger("a", "n", Number.MAX_SAFE_INTEGER)],
  ["checkBetween() just inside", () => checkBetween("a", "x", Number.MIN_VALUE, 0, 1)],
  ["checkBetween() without an upper bound", () => checkBetween("a", "x", 1e300, 0)],
  ["checkSameLength() with one value each", () => checkSameLength("a", ["x", 1], ["y", 1])],
];

const FAILS: [string, () => void, string][] = [
  ["checkInteger() below", () => checkInteger("a", "epochs", 0, 1), `${WHOLE}, got 0`],
  ["checkInteger() above", () => checkInteger("a", "digit", 10, 0, 9), `${DIGIT}, got 10`],
  ["checkInteger() a fraction", () => checkInteger("a", "epochs", 1.5, 1), `${WHOLE}, got 1.5`],
  ["checkInteger() NaN", () => checkInteger("a", "epochs", NaN, 1), `${WHOLE}, got NaN`],
  [
    "checkInteger() what a double cannot hold",
    () => checkInteger("a", "epochs", 2 ** 53, 1),
    `${WHOLE}, got 9007199254740992`,
  ],
  [
    "checkInteger() text from a form",
    () => checkInteger("a", "epochs", "5" as unknown as number, 1),
    `${WHOLE}, got "5"`,
  ],
  ["checkBetween() the lower bound", () => checkBetween("a", "rate", 0, 0), `${ABOVE}, got 0`],
  [
    "checkBetween() Infinity",
    () => checkBetween("a", "rate", Infinity, 0),
    `${ABOVE}, got Infinity`,
  ],
  ["checkBetween() the upper bound", () => checkBetween("a", "share", 1, 0, 1), `${SHARE}, got 1`],
  ["checkBetween() NaN", () => checkBetween("a", "share", NaN, 0, 1), `${SHARE}, got NaN`],
  [
    "checkSameLength() two lengths",
    () => checkSameLength("a", ["x", 2], ["y", 3]),
    "x and y must have one length, got 2 and 3",
  ],
  [
    "checkSameLength() nothing at all",
    () => checkSameLength("a", ["x", 0], ["y", 0]),
    "x must hold at least one value, got []",
  ],
];

for (const [what, check] of PASSES) {
  Deno.test(`${what.replace("()", "() passes")}`, check);
}

for (const [what, check, needed] of FAILS) {
  Deno.test(`${what.replace("()", "() stops at")}`, () => {
    assertEquals(assertThrows(check, RangeError).message, `Cannot a: ${needed}`);
  });
}
