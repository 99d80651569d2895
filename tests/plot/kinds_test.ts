import {
  animation,
  type Bar,
  barWithIntervals,
  contour,
  grid,
  heatmap,
  histogram,
  imageGrid,
  line,
  roofline,
  scatter,
  toSvg,
} from "descent/plot";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";

Deno.test("line() shows the point of a series that has one only", () => {
  assertEquals(line([{ y: [1] }]).data[0]!.mode, "lines+markers");
});

Deno.test("line() keeps what can be seen of numbers far from 0, and loses less than a pixel", () => {
  const y = [1_700_000_000.25, 1_700_000_001.5];
  assertEquals(line([{ y }]).data[0]!.y, y);
  assertEquals(line([{ y: [0, 1 / 3, 1] }]).data[0]!.y, [0, 0.33333, 1]);
});

Deno.test("line() names no legend for one series and one for two", () => {
  const one = { name: "a", y: [1, 2] };
  assertEquals(line([one]).layout.showlegend, false);
  assertEquals(line([one, { ...one, name: "b" }]).layout.showlegend, true);
});

Deno.test("scatter() gives each series a colour and a marker of its own", () => {
  const { data } = scatter(Array.from({ length: 6 }, () => ({ y: [1] })));
  const looks = data.map(({ marker }) => marker as { color: string; symbol: string });
  assertEquals(new Set(looks.map(({ color }) => color)).size, 6);
  assertEquals(new Set(looks.map(({ symbol }) => symbol)).size, 6);
});

Deno.test("contour() on a log scale draws the tenth powers", () => {
  const heights = grid((x) => 10 ** x, { x: [-1, 1], y: [0, 1], steps: 3 });
  assertEquals((contour(heights, { z: { log: true } }).data[0]!.z as number[][])[0], [-1, 0, 1]);
});

Deno.test("contour() draws a white rim below each way and keeps the map's edges", () => {
  const bowl = grid((x, y) => x * x + y * y, { x: [-1, 1], y: [-2, 2], steps: 5 });
  const { data, layout } = contour(bowl, { paths: [{ x: [0, 9], y: [0, 9] }] });
  assertEquals(data.map(({ type }) => type), ["contour", "scatter", "scatter"]);
  assertEquals((data[1]!.line as { color: string }).color, "#FFFFFF");
  assertEquals((layout.xaxis as { range: unknown }).range, [-1, 1]);
});

Deno.test("contour() names a single way above the map, apart from the colour bar", () => {
  const bowl = grid((x, y) => x * x + y * y, { x: [-1, 1], y: [-2, 2], steps: 5 });
  const { layout } = contour(bowl, { paths: [{ name: "sgd", x: [0, 1], y: [0, 1] }] });
  assertEquals([layout.showlegend, (layout.legend as { orientation: string }).orientation], [
    true,
    "h",
  ]);
});

Deno.test("heatmap() of equal numbers still has two ends of its scale", () => {
  const { zmin, zmax } = heatmap([[2, 2]]).data[0]! as { zmin: number; zmax: number };
  assertEquals([zmin, zmax], [1.5, 2.5]);
});

Deno.test("heatmap() takes digits as names, not as places", () => {
  const { layout } = heatmap([[1, 2]], { columns: ["7", "3"] });
  assertEquals((layout.xaxis as { type: string }).type, "category");
});

Deno.test("histogram() counts each value once, in bins of one width", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 50 }), (values, bins) => {
    const { x, y } = histogram([{ values }], { bins }).data[0]! as { x: number[]; y: number[] };
    assertEquals(y.reduce((sum, count) => sum + count, 0), values.length);
    assertEquals(x.length, y.length);
  }));
});

Deno.test("histogram() gives samples the same bins", () => {
  const { data } = histogram([{ values: [0, 1, 2] }, { values: [8, 9] }], { bins: 3 });
  assertEquals(data[0]!.x, data[1]!.x);
  assertEquals([data[0]!.y, data[1]!.y], [[3, 0, 0], [0, 0, 2]]);
});

Deno.test("histogram() shows equal values as one bar", () => {
  const { x, y, width } = histogram([{ values: [4, 4, 4] }]).data[0]!;
  assertEquals([x, y, width], [[4], [3], 1]);
  // The smallest number above 0 cannot be halved, so two bins would have no width.
  const nearly = histogram([{ values: [0, Number.MIN_VALUE] }], { bins: 2 }).data[0]!;
  assertEquals([nearly.x, nearly.y, nearly.width], [[0], [2], 1]);
});

Deno.test("imageGrid() puts pictures side by side with empty cells between", () => {
  const pixels = [0, 1, 2, 3];
  const figure = imageGrid([{ pixels }, { pixels, label: "b" }], { imageHeight: 2, imageWidth: 2 });
  const z = figure.data[0]!.z as (number | null)[][];
  assertEquals(z, [[0, 85, null, 0, 85], [170, 255, null, 170, 255]]);
  assertEquals((figure.layout.annotations as { x: number }[]).map(({ x }) => x), [3.5]);
});

Deno.test("imageGrid() puts 0 in the middle of a diverging scale", () => {
  const figure = imageGrid([{ pixels: [-1, 0, 4] }], {
    imageHeight: 1,
    imageWidth: 3,
    scale: "diverging",
  });
  assertEquals(figure.data[0]!.z, [[96, 128, 255]]);
});

Deno.test("imageGrid() draws 140 digits of 28 by 28 in less than 1 MB", () => {
  const pixels = Uint8Array.from({ length: 784 }, (_, i) => 100 + i % 156);
  const pictures = Array.from({ length: 140 }, (_, i) => ({ pixels, label: String(i) }));
  const figure = imageGrid(pictures, { imageHeight: 28, imageWidth: 28 });
  assert(JSON.stringify(figure).length < 1_000_000);
});

Deno.test("line() and scatter() at their largest stay below 1 MB", () => {
  const y = Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(i) / 3);
  const lines = line(Array.from({ length: 6 }, () => ({ y })));
  const points = scatter([{ x: y.subarray(0, 20_000), y: y.subarray(0, 20_000) }]);
  for (
    const figure of [
      lines,
      points,
      heatmap(Array.from({ length: 300 }, () => y.subarray(0, 300))),
    ]
  ) {
    assert(JSON.stringify(figure).length < 1_000_000);
  }
});

Deno.test("barWithIntervals() turns ends of intervals into lengths", () => {
  const bars = [{ name: "a", value: 0.5, interval: [0.2, 0.6] as [number, number] }];
  const { array, arrayminus } = barWithIntervals(bars).data[0]!.error_y as {
    array: number[];
    arrayminus: number[];
  };
  assertAlmostEquals(array[0]!, 0.1);
  assertAlmostEquals(arrayminus[0]!, 0.3);
});

Deno.test("barWithIntervals() draws no interval where none is given, also without a browser", async () => {
  const interval: [number, number] = [0.4, 0.6];
  const caps = async (bars: Bar[]) =>
    (await toSvg(barWithIntervals(bars))).match(/class="yerror"/g)?.length ?? 0;
  assertEquals(await caps([{ name: "a", value: 0.5, interval }, { name: "b", value: 0.5 }]), 1);
});

Deno.test("barWithIntervals() draws points, not cut bars, where the axis starts above 0", () => {
  const bars = [{ name: "a", value: 0.98 }];
  assertEquals(barWithIntervals(bars).data[0]!.type, "bar");
  assertEquals(barWithIntervals(bars, { y: { range: [0.9, 1] } }).data[0]!.type, "scatter");
});

Deno.test("roofline() bends each roof where bandwidth times intensity is the peak", () => {
  const bandwidths = [{ name: "cache", gigabytes: 40 }, { name: "memory", gigabytes: 5 }];
  const points = [{ name: "sum", intensity: 0.25, gigaflops: 1 }];
  const [cache, memory] = roofline({ peak: 20, bandwidths }, points).data;
  assertEquals([cache!.x, cache!.y], [[0.05, 0.5, 20], [2, 20, 20]]);
  assertEquals([memory!.x, memory!.y], [[0.05, 4, 20], [0.25, 20, 20]]);
});

Deno.test("roofline() writes the names of two points of one intensity on both sides", () => {
  const roofs = { peak: 20, bandwidths: [{ name: "memory", gigabytes: 5 }] };
  const at = (name: string, intensity: number, gigaflops: number) => ({
    ...{ name, intensity, gigaflops },
  });
  const { data } = roofline(roofs, [at("a", 1, 2), at("b", 1.1, 2), at("c", 4, 2)]);
  assertEquals(data[1]!.textposition, ["bottom right", "bottom left", "bottom right"]);
});

Deno.test("animation() stores once what never changes and shows the last step first", () => {
  const still = { name: "goal", y: [0, 1] };
  const figure = animation([1, 2, 3].map((n) => ({
    label: String(n),
    figure: line([still, { name: "model", y: [n, 5] }]),
  })));
  assertEquals(figure.frames!.map(({ traces }) => traces), [[1], [1], [1]]);
  assertEquals(figure.data[1]!.y, [3, 5]);
  assertEquals((figure.layout.sliders as { active: number }[])[0]!.active, 2);
});

Deno.test("animation() keeps axes that hold all steps", () => {
  const figure = animation(
    [1, 10].map((n) => ({ label: String(n), figure: line([{ y: [0, n] }]) })),
  );
  assertEquals((figure.layout.yaxis as { range: unknown }).range, [-0.5, 10.5]);
});
