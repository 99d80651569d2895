import { line } from "descent/plot";
import { assertEquals, assertThrows } from "@std/assert";

Deno.test("line() keeps the numbers and names the axes with their units", () => {
  const { data, layout } = line([{ name: "train", x: [1, 2], y: [0.5, 0.25] }], {
    x: { label: "epoch" },
    y: { label: "loss", unit: "nats" },
  });
  assertEquals([data[0]!.x, data[0]!.y], [[1, 2], [0.5, 0.25]]);
  assertEquals((layout.yaxis as { title: unknown }).title, { text: "loss (nats)" });
});

Deno.test("line() counts x from 0, from 1 on a log axis", () => {
  assertEquals(line([{ y: [5, 6] }]).data[0]!.x, [0, 1]);
  assertEquals(line([{ y: [5, 6] }], { x: { log: true } }).data[0]!.x, [1, 2]);
});

Deno.test("line() thins a long series and keeps its ends and extremes", () => {
  const y = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 1000));
  y[54_321] = 9; // one spike of one point
  const kept = line([{ y }]).data[0]! as { x: number[]; y: number[] };
  assertEquals([kept.x[0], kept.x.at(-1)], [0, 99_999]);
  assertEquals(kept.y[kept.x.indexOf(54_321)], 9);
  assertEquals(kept.y.length <= 2000, true);
});

Deno.test("line() draws what was measured as points, all of them and in any order", () => {
  const x = Array.from({ length: 3000 }, (_, i) => i * 7 % 3000);
  const theory = { name: "theory", x: [0, 3000], y: [0, 3000] };
  const { data } = line([theory, { name: "seen", x, y: x, points: true }]);
  const [curve, points] = data as [Record<string, unknown>, Record<string, unknown>];
  assertEquals([curve.mode, points.mode], ["lines+markers", "markers"]);
  assertEquals([points.x, points.line, points.name], [x, undefined, "seen"]);
});

Deno.test("line() refuses a long series that runs back", () => {
  const x = Array.from({ length: 3000 }, (_, i) => i === 7 ? 0 : i);
  assertThrows(
    () => line([{ x, y: x }]),
    RangeError,
    "Cannot draw a line: more than 2000 points need x in ascending order to be thinned, got 0 after 6",
  );
});
