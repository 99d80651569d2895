import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { AIMS, judge } from "../../tasks/bench/mnist/aims.ts";
import { interleave } from "../../tasks/bench/shared/rounds.ts";
import { compare, median, undisturbed } from "../../tasks/bench/shared/statistics.ts";
import { textTable } from "../../tasks/bench/shared/table.ts";

const values = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1 });

Deno.test("median() takes the middle value, or the mean of the two in the middle", () => {
  assertEquals(median([3, 1, 2]), 2);
  assertEquals(median([4, 1, 10, 2]), 3);
  assertEquals(median([7]), 7);
  assertEquals(median([]), NaN);
});

Deno.test("median() has as many values below as above, and leaves its argument alone", () => {
  fc.assert(fc.property(values, (list) => {
    const before = [...list];
    const middle = median(list);
    assertEquals(list, before);
    const below = list.filter((value) => value < middle).length;
    const above = list.filter((value) => value > middle).length;
    assertEquals([below, above].every((count) => count <= list.length / 2), true);
  }));
});

Deno.test("undisturbed() is the shortest time or the highest speed", () => {
  assertEquals(undisturbed([3, 1, 2], "smallest"), 1);
  assertEquals(undisturbed([3, 1, 2], "largest"), 3);
});

// In the slow second round both take ten times as long: the ratios by round do not see it.
Deno.test("compare() is not moved by a slow round that strikes both", () => {
  const ratio = compare([2, 20, 3], [4, 40, 3], "smallest");
  assertEquals(ratio, { byRound: 0.5, ofBest: 2 / 3 });
});

Deno.test("compare() of a contestant with itself is 1", () => {
  fc.assert(fc.property(values, (list) => {
    assertEquals(compare(list, list, "smallest"), { byRound: 1, ofBest: 1 });
  }));
});

Deno.test("compare() of speeds is the inverse of compare() of times", () => {
  const [a, b] = [[1, 2, 4], [2, 5, 3]];
  const times = compare(a, b, "smallest");
  const speeds = compare(a.map((t) => 1 / t), b.map((t) => 1 / t), "largest");
  assertAlmostEquals(times.byRound * speeds.byRound, 1);
  assertAlmostEquals(times.ofBest * speeds.ofBest, 1);
});

Deno.test("interleave() gives turns A B A B and does not count the warm-up", async () => {
  const turns: string[] = [];
  const rounds: number[] = [];
  const answers = await interleave(
    ["A", "B"],
    { counted: 2, warmUp: 1 },
    (name) => Promise.resolve(turns.push(name)),
    (round) => rounds.push(round),
  );
  assertEquals(turns.join(" "), "A B A B A B");
  assertEquals(rounds, [0, 1, 2]);
  assertEquals(answers, [[3, 5], [4, 6]]);
});

Deno.test("interleave() lets one work at a time", async () => {
  let working = 0;
  await interleave([1, 2, 3], { counted: 2, warmUp: 0 }, async () => {
    working++;
    await new Promise((done) => setTimeout(done, 1));
    assertEquals(working--, 1);
  });
});

Deno.test("textTable() aligns the first column left and the others right", () => {
  const rows = [["", "min", "loss"], ["Keras", "1.5"], ["we", "10.25", "0.1"]];
  assertEquals(
    textTable(rows),
    ["         min  loss", "Keras    1.5", "we     10.25   0.1"].join("\n"),
  );
});

const keras = (msPerStep: number[]) => training("keras", msPerStep);
function training(id: string, msPerStep: number[]) {
  return { id, label: id, runsOn: "", steps: 1, msPerStep, loss: 0 };
}
function inference(id: string, batch: number, imagesPerSecond: number[]) {
  return { id, label: id, batch, imagesPerSecond, accuracy: 1 };
}

Deno.test("judge() says which aims are reached, the bound itself included", () => {
  const judged = judge([training("plain", [9, 9]), training("train", [6, 7]), keras([10, 10])], []);
  const reached = judged.map(({ ours, peer, reached }) => [ours, peer, reached]);
  assertEquals(reached, [["plain", "keras", true], ["train", "keras", false]]);
});

Deno.test("judge() wants both the median of the ratios and the ratio of the best", () => {
  // Two rounds in which only Keras was disturbed would reach the aim by the median alone.
  const [plain] = judge([training("plain", [10, 10, 10]), keras([10, 30, 30])], []);
  assertEquals([plain!.ratio.byRound < 0.9, plain!.ratio.ofBest, plain!.reached], [true, 1, false]);
});

Deno.test("judge() counts images a second upwards, batch size by batch size", () => {
  const judged = judge([], [
    inference("train", 32, [100, 160]),
    inference("keras", 32, [100, 100]),
    inference("train", 256, [300, 300]),
    inference("keras", 256, [100, 100]),
  ]);
  const found = judged.map(({ batch, ratio, reached }) => [batch, ratio.ofBest, reached]);
  assertEquals(found, [[32, 1.6, false], [256, 3, true]]);
});

Deno.test("judge() passes over aims whose peer did not take part", () => {
  assertEquals(judge([training("plain", [1])], []), []);
});

Deno.test("AIMS each have one bound and a reason", () => {
  for (const { atMost, atLeast, why } of AIMS) {
    assertEquals([atMost, atLeast].filter((bound) => bound !== undefined).length, 1);
    assertEquals(why.length > 0, true);
  }
});
