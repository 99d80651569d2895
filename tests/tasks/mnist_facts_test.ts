import { assert, assertEquals } from "@std/assert";
import { differences } from "../../tasks/mnist/documented.ts";
import { firstDigits } from "../../tasks/mnist/limit.ts";
import { peakMemory } from "../../tasks/mnist/peak_memory.ts";
import { terminalOf } from "../../tasks/shared/digits/terminal.ts";

const options = { epochs: 5, batch: 32, optimizer: "adam" } as const;
const data = { train: { n: 60_000 }, test: { n: 10_000 }, source: { documented: true } };

Deno.test("differences() finds none in the documented run", () => {
  assertEquals(differences(options, data), []);
});

Deno.test("differences() names every departure from the documented run", () => {
  assertEquals(
    differences(
      { epochs: 1, batch: 64, optimizer: "sgd" },
      { train: { n: 1 }, test: { n: 3000 }, source: { documented: false } },
    ),
    [
      "other data",
      "1 training image, not 60,000",
      "3,000 test images, not 10,000",
      "1 epoch, not 5",
      "batch 64, not 32",
      "sgd, not adam",
    ],
  );
});

// Three images of 1 × 2.
const digits = {
  images: Uint8Array.of(1, 2, 3, 4, 5, 6),
  labels: Uint8Array.of(7, 8, 9),
  n: 3,
  height: 1,
  width: 2,
};

Deno.test("firstDigits() takes the first and leaves the set whole", () => {
  assertEquals(firstDigits(digits, 2), {
    ...digits,
    images: Uint8Array.of(1, 2, 3, 4),
    labels: Uint8Array.of(7, 8),
    n: 2,
  });
  assertEquals(digits.n, 3);
});

Deno.test("firstDigits() takes all where the limit is higher or missing", () => {
  assertEquals(firstDigits(digits, 4), digits);
  assertEquals(firstDigits(digits), digits);
});

Deno.test("peakMemory() keeps the largest sample", () => {
  let held = 300;
  const memory = peakMemory(() => held);
  memory.sample();
  held = 200;
  assertEquals(memory.bytes(), 300);
});

Deno.test("peakMemory() sees memory that was held for a moment, on Linux", {
  ignore: Deno.build.os !== "linux",
}, () => {
  const memory = peakMemory();
  const before = memory.bytes();
  new Uint8Array(300e6).fill(1); // given back before the next look, at the latest then
  assert(memory.bytes() >= Math.max(before, 300e6));
});

const utf8 = { LANG: "en_GB.UTF-8", TERM: "xterm-256color" };
const outputs: [env: Record<string, string>, isTerminal: boolean, pictures: string][] = [
  [utf8, true, "blocks"],
  [utf8, false, "ascii"],
  [{ ...utf8, NO_COLOR: "1" }, true, "ascii"],
  [{ ...utf8, TERM: "vt100" }, true, "ascii"],
  [{ ...utf8, TERM: "xterm", COLORTERM: "truecolor" }, true, "blocks"],
  [{ ...utf8, LC_ALL: "C" }, true, "ascii"],
  [{ ...utf8, LANG: "POSIX", LC_CTYPE: "C.utf8" }, true, "blocks"],
  [{ WT_SESSION: "1" }, true, "blocks"],
  [{}, true, "ascii"],
];
for (const [env, isTerminal, pictures] of outputs) {
  const where = isTerminal ? "terminal" : "pipe";
  Deno.test(`terminalOf() draws ${pictures} on a ${where} with ${JSON.stringify(env)}`, () => {
    assertEquals(terminalOf({ isTerminal, columns: 120, env }).pictures, pictures as "ascii");
  });
}

Deno.test("terminalOf() takes 80 columns where the width is unknown", () => {
  for (const columns of [undefined, 0]) {
    assertEquals(terminalOf({ isTerminal: true, columns, env: {} }).columns, 80);
  }
});
