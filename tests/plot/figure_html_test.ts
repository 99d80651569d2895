import { bundleOf, figureHtml, grid, line, plotlyLoader, surface, toSvg } from "descent/plot";
import { assert, assertEquals, assertNotEquals } from "@std/assert";

const figure = line([{ name: "</script><b>", y: [1, 2] }, { name: "b", y: [2, 1] }]);

Deno.test("figureHtml() gives the same text for the same figure and other names to others", () => {
  const other = line([{ y: [1, 2] }]);
  assertEquals(figureHtml(figure), figureHtml(structuredClone(figure)));
  const name = (html: string) => html.match(/data-figure="(\w+)"/)![1];
  assertNotEquals(name(figureHtml(figure)), name(figureHtml(other)));
});

Deno.test("figureHtml() ends its script once, whatever the figure says", () => {
  assertEquals(figureHtml(figure).match(/<\/script/g)!.length, 1);
});

Deno.test("figureHtml() hands the script the figure as it is, whatever words are in it", () => {
  const odd = line([{ y: [1, 2] }], { title: "FIGURE DARK BUNDLE URL ID $& </b>" });
  const [, json] = figureHtml(odd).match(/var figure = (.*), dark = /)!;
  assertEquals(JSON.parse(json!), odd);
});

Deno.test("figureHtml() holds the still picture and is smaller than 1 MB", async () => {
  const svg = await toSvg(figure);
  const html = figureHtml(figure, { svg });
  const packed = html.match(/src="data:image\/svg\+xml;base64,([^"]+)"/)![1]!;
  assertEquals(new TextDecoder().decode(Uint8Array.fromBase64(packed)), svg);
  assert(html.length < 1_000_000);
});

for (const bundle of ["cartesian", "gl3d"] as const) {
  Deno.test(`plotlyLoader("${bundle}") is smaller than 1 MB and ends once`, async () => {
    const html = await plotlyLoader(bundle);
    assert(html.length < 1_000_000, `${html.length} bytes`);
    assertEquals(html.match(/<\/script/g)!.length, 1);
  });
}

Deno.test("bundleOf() sends figures in space to the part that draws them", () => {
  const flat = grid(() => 0, { x: [0, 1], y: [0, 1], steps: 2 });
  assertEquals([bundleOf(figure), bundleOf(surface(flat))], ["cartesian", "gl3d"]);
});
