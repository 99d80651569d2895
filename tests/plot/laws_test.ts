import * as plot from "descent/plot";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { KINDS } from "./kinds.ts";

/** Exports that are functions but no kind of figure. */
const OTHERS = [
  "bundleOf",
  "figureHtml",
  "grid",
  "plotlyLoader",
  "plotlySource",
  "reportHtml",
  "saveHtml",
  "savePng",
  "saveReport",
  "saveSvg",
  "toPng",
  "toSvg",
  "withTheme",
];

const OPTIONS = {
  title: "Cost & <benefit>",
  x: { label: "time", unit: "s" },
  y: { label: "loss", unit: "nats" },
  width: 520,
  height: 400,
};

/** The options with those of the axes left out where a kind has none. */
function optionsFor({ noAxes }: { noAxes?: true }) {
  const { x: _x, y: _y, ...rest } = OPTIONS;
  return noAxes ? rest : OPTIONS;
}

Deno.test("KINDS holds every kind of figure that descent/plot exports", () => {
  const functions = Object.entries(plot).filter(([, value]) => typeof value === "function");
  const kinds = functions.map(([name]) => name).filter((name) => !OTHERS.includes(name));
  assertEquals(KINDS.map(({ name }) => name).sort(), kinds.sort());
});

for (const kind of KINDS) {
  const { name } = kind;
  const figure = kind.make(optionsFor(kind));

  Deno.test(`${name}() gives the same figure for the same data`, () => {
    assertEquals(JSON.stringify(kind.make(optionsFor(kind))), JSON.stringify(figure));
  });

  Deno.test(`${name}() is plain JSON of less than 100 kB`, () => {
    const text = JSON.stringify(figure);
    assertEquals(JSON.parse(text), figure);
    assert(text.length < 100_000, `${text.length} bytes`);
  });

  Deno.test(`${name}() carries the theme, and another one can be put on`, () => {
    const dark = plot.withTheme(figure, "dark");
    assertNotEquals(dark.layout.template, figure.layout.template);
    assertEquals(plot.withTheme(dark, "light"), figure);
  });

  Deno.test(`${name}() refuses a size that is no picture`, () => {
    assertThrows(
      () => kind.make({ width: 0 }),
      RangeError,
      ": width must be a whole number from 120 to 4000, got 0",
    );
  });

  Deno.test(`${name}() is drawn without a browser, the same each time`, async () => {
    const svg = await plot.toSvg(figure);
    assertEquals(await plot.toSvg(kind.make(optionsFor(kind))), svg);
    assert(svg.includes('width="520"'));
    assert(!/ (?:d|x|y|width|height|transform)="[^"]*(?:NaN|undefined|Infinity)/.test(svg));
    assert(/Cost &amp; &(?:#60|lt);benefit&/.test(svg), "the title is missing");
    if (kind.noAxes) return;
    for (const label of ["time (s)", "loss (nats)"]) assert(svg.includes(label), label);
  });

  Deno.test(`${name}() is drawn dark for a dark page`, async () => {
    const svg = await plot.toSvg(figure, { theme: "dark" });
    assert(/rgb\(22, 25, 29\)|#16191D/.test(svg), "the background is not dark");
    assert(!/rgb\(36, 41, 47\)|#24292F/.test(svg), "dark text is left");
  });
}

Deno.test("toSvg() draws the same whatever was drawn before and beside it", async () => {
  const alone = await Promise.all(KINDS.map(({ make }) => plot.toSvg(make())));
  const turned = await Promise.all(KINDS.toReversed().map(({ make }) => plot.toSvg(make())));
  assertEquals(turned.reverse(), alone);
});

Deno.test("toSvg() takes another size than the figure's", async () => {
  const svg = await plot.toSvg(plot.line([{ y: [1, 2] }]), { width: 300, height: 200 });
  assert(svg.includes('width="300" height="200"'));
});

Deno.test("kinds leave the caller's numbers alone", () => {
  const values = Float32Array.of(3, 1, 2);
  const rows = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
  plot.line([{ x: values.toSorted(), y: values }]);
  plot.scatter([{ x: values, y: values }]);
  plot.histogram([{ values }]);
  plot.heatmap(rows);
  plot.contour({ x: [0, 1], y: [0, 1], z: rows });
  plot.confusionMatrix(rows);
  plot.imageGrid([{ pixels: values }], { imageHeight: 1, imageWidth: 3 });
  assertEquals(values, Float32Array.of(3, 1, 2));
  assertEquals(rows, [Float32Array.of(1, 2), Float32Array.of(3, 4)]);
});

Deno.test("kinds need no permission: no file, no network, no environment", async () => {
  const script = new URL("fixtures/make_all.ts", import.meta.url).pathname;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", script],
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(new TextDecoder().decode(stdout).trim(), String(KINDS.length));
});
