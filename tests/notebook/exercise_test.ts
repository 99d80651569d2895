import { assertEquals, assertFalse, assertRejects, assertStringIncludes } from "@std/assert";
import { assertThrows } from "@std/assert";
import { defineExercises, exercise } from "descent/notebook";
import { wasShown } from "../../lib/notebook/already_shown.ts";
import { forms, record } from "./recorder.ts";

function define(id: string) {
  defineExercises({
    [id]: {
      task: "Say 4 & be even.",
      checks: [
        { name: "it is even", test: (x) => x % 2 === 0 },
        { name: "it is 4", points: 2, test: (x) => Promise.resolve(x === 4 || `${x} came`) },
      ],
      hints: ["Twice 2.", "2 + 2."],
      solution: "const x = 2 * 2; // <4>",
    },
  });
}

Deno.test("exercise() gives points for the parts that are right", async () => {
  define("parts");
  const { shown } = await record(async () => {
    assertEquals(await exercise("parts", 2), { points: 1, total: 3, solved: false });
    assertEquals(await exercise("parts", 3), { points: 0, total: 3, solved: false });
    assertEquals(await exercise("parts", 4), { points: 3, total: 3, solved: true });
  });
  const [first, , third] = forms(shown, "text/plain");
  assertStringIncludes(first!, "✓ it is even (1 point)\n✗ it is 4 (2 points) — 2 came\n1 of 3");
  assertStringIncludes(third!, "3 of 3 points: solved");
});

Deno.test("exercise() shows one more hint after every attempt, then hides the solution", async () => {
  define("hints");
  const { shown } = await record(async () => {
    await exercise("hints");
    for (let attempt = 0; attempt < 3; attempt++) await exercise("hints", 1);
  });
  const html = forms(shown, "text/html");
  assertEquals(html.map((text) => text.match(/Hint \d/g)?.length ?? 0), [0, 1, 2, 2]);
  assertEquals(html.map((text) => text.includes("<details>")), [false, false, false, true]);
  assertStringIncludes(html[3]!, "// &lt;4&gt;");
  assertStringIncludes(html[0]!, "Say 4 &amp; be even.");
});

Deno.test("exercise() counts an error in a check as not passed, and says which", async () => {
  define("error");
  const { shown } = await record(async () => {
    const boom = {
      [Symbol.toPrimitive]: () => {
        throw new RangeError("boom");
      },
    };
    assertEquals((await exercise("error", boom)).points, 0);
  });
  assertStringIncludes(forms(shown, "text/plain")[0]!, "✗ it is even (1 point) — RangeError: boom");
});

Deno.test("exercise() without an attempt shows the task and counts nothing", async () => {
  define("task");
  await record(async () => {
    const score = await exercise("task");
    assertEquals(score, { points: 0, total: 3, solved: false });
    assertEquals(wasShown(score), true); // so that the cell does not show it again
    assertFalse(wasShown({ ...score }));
  });
});

Deno.test("exercise() names the exercises there are", async () => {
  define("known");
  const error = await assertRejects(() => exercise("unknown", 1), RangeError);
  assertStringIncludes(error.message, "Cannot check an exercise: its name must be one that");
  assertStringIncludes(error.message, '"known"');
});

Deno.test("defineExercises() refuses one that everything would solve", () => {
  const empty = { task: "", checks: [], hints: [], solution: "" };
  assertThrows(
    () => defineExercises({ empty }),
    RangeError,
    'Cannot define exercise "empty": it must have at least one check, got 0',
  );
});
