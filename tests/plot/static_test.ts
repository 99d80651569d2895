import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { line, toPng, toSvg } from "descent/plot";
import { colourAt } from "../../lib/plot/colour_at.ts";
import { ticks, tickText } from "../../lib/plot/ticks.ts";
import { ownBox, type Shape } from "../../lib/plot/static/box.ts";
import { encodePng } from "../../lib/plot/static/png.ts";
import { pathLength, pathPoint } from "../../lib/plot/static/polyline.ts";
import { projection } from "../../lib/plot/static/projection.ts";
import { textWidth } from "../../lib/plot/static/text_width.ts";

Deno.test("ticks() are round and inside", () => {
  assertEquals(ticks(0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assertEquals(ticks(-3.2, 3.1), [-2, 0, 2]);
  assertEquals(ticks(1e-7, 3e-7, 2), [1e-7, 2e-7, 3e-7]);
});

Deno.test("tickText() writes a true minus and short tenth powers", () => {
  assertEquals([0.1 + 0.2, -2, 1e-9, 0].map(tickText), ["0.3", "−2", "1e−9", "0"]);
});

Deno.test("colourAt() gives the stops and mixes between them", () => {
  const scale: [number, string][] = [[0, "#000000"], [0.5, "#FF0000"], [1, "#FFFFFF"]];
  assertEquals([0, 0.25, 0.5, 1].map((at) => colourAt(scale, at)), [
    "#000000",
    "#800000",
    "#ff0000",
    "#ffffff",
  ]);
});

Deno.test("textWidth() is that of Helvetica", () => {
  assertAlmostEquals(textWidth("Wi"), 0.944 + 0.222);
  assertEquals(textWidth(""), 0);
});

Deno.test("pathPoint() walks along a path and stops at its ends", () => {
  const corners: [number, number][] = [[0, 0], [3, 4], [3, 14]];
  assertEquals(pathLength(corners), 15);
  assertEquals([-1, 5, 10, 99].map((at) => pathPoint(corners, at)), [
    { x: 0, y: 0 },
    { x: 3, y: 4 },
    { x: 3, y: 9 },
    { x: 3, y: 14 },
  ]);
});

/** An element as far as ownBox() reads it. */
function shape(tagName: string, attributes: Record<string, string>, children: Shape[] = []): Shape {
  const getAttribute = (name: string) => attributes[name] ?? null;
  return { tagName, textContent: "", parentElement: null, children, getAttribute };
}

Deno.test("ownBox() of a group holds its children, moved and turned", () => {
  const rect = { width: "4", height: "2" };
  const group = shape("g", {}, [
    shape("rect", { ...rect, transform: "translate(10,20)" }),
    shape("rect", { ...rect, transform: "rotate(90)" }),
  ]);
  assertEquals(ownBox(group)!.map((v) => Math.round(v) + 0), [-2, 0, 14, 22]);
});

Deno.test("encodePng() packs pixels that come back unchanged", async () => {
  const pixels = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 128); // 1 wide, 2 high
  const png = await encodePng({ width: 1, height: 2, pixels });
  const view = new DataView(png.buffer, png.byteOffset);
  assertEquals([view.getUint32(16), view.getUint32(20)], [1, 2]);
  const packed = png.slice(41, 41 + view.getUint32(33)); // after magic, IHDR and IDAT's head
  const rows = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = await new Response(rows).bytes();
  assertEquals([...bytes], [0, 1, 2, 3, 255, 0, 4, 5, 6, 128]);
  // The last chunk is the same in every PNG, so its check sum is known.
  assertEquals(png.slice(-4), Uint8Array.of(0xae, 0x42, 0x60, 0x82));
});

Deno.test("projection() keeps the cube inside the page, its near corner in front", () => {
  const project = projection(700, 480, 40);
  const corners = [0, 1].flatMap((x) => [0, 1].flatMap((y) => [0, 1].map((z) => project(x, y, z))));
  for (const { x, y } of corners) assert(x > 0 && x < 700 && y > 40 && y < 480);
  assertEquals(Math.max(...corners.map(({ depth }) => depth)), project(1, 1, 1).depth);
  assert(project(0, 0, 1).y < project(0, 0, 0).y, "up is up");
});

Deno.test("projection() never turns the cube over, however small the page", () => {
  const project = projection(30, 120, 40);
  assert(project(0, 1, 0).x > project(1, 0, 0).x && project(0, 0, 1).y < project(0, 0, 0).y);
});

Deno.test("toSvg() keeps labels apart and inside the picture", async () => {
  const figure = line([{ y: [0, 123_456_789] }], {
    title: "Money",
    y: { label: "cost", unit: "€" },
  });
  const svg = await toSvg(figure);
  const ticks = [...svg.matchAll(/class="ytick"><text text-anchor="end" x="([\d.-]+)"/g)];
  assert(ticks.length >= 3, "no numbers along y");
  for (const [, x] of ticks) assert(Number(x) > 20 + 12 * 0.556 * 3, "a number leaves the page");
});

Deno.test("toPng() draws at the scale asked for, its text in Arimo", async () => {
  const figure = line([{ y: [1, 2] }], { width: 200, height: 150, title: "Title" });
  const png = await toPng(figure, { scale: 2 });
  const view = new DataView(png.buffer, png.byteOffset);
  assertEquals([view.getUint32(16), view.getUint32(20)], [400, 300]);
  const other = await toPng(line([{ y: [1, 2] }], { width: 200, height: 150, title: "Titel" }));
  assertNotEquals(png, other); // without a font both would show nothing
});
