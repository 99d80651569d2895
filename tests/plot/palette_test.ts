import { assert } from "@std/assert";
import { cellTexts } from "../../lib/plot/cell_texts.ts";
import { colourAt } from "../../lib/plot/colour_at.ts";
import { contrast, linearRgb } from "../../lib/plot/contrast.ts";
import { COLOURS, COUNTS, DIVERGING, SEQUENTIAL } from "../../lib/plot/palette.ts";
import { ON_DARK, ON_LIGHT } from "../../lib/plot/theme.ts";

type Colour = [number, number, number];
type Table = [Colour, Colour, Colour];

/**
 * How a reader who lacks one kind of cone sees linear RGB.
 *
 * Source: G. Machado, M. Oliveira, L. Fernandes, "A physiologically-based model for simulation of
 * color vision deficiency", IEEE TVCG 15 (2009), severity 1.
 */
const SIGHT: Record<string, Table> = {
  "normal sight": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear RGB in OKLab (B. Ottosson, 2020), where equal distances look about equally large. */
function oklab(rgb: Colour): Colour {
  const cones = times([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ], rgb.map((v) => Math.min(1, Math.max(0, v))) as Colour);
  return times([
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ], cones.map(Math.cbrt) as Colour);
}

function times(table: Table, v: Colour): Colour {
  return table.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as Colour;
}

for (const [page, { background, text, axis }] of Object.entries({ ON_LIGHT, ON_DARK })) {
  Deno.test(`COLOURS stand out from the page by 3 : 1, ${page}`, () => {
    for (const colour of [...COLOURS, axis]) {
      assert(contrast(colour, background) >= 3, `${colour}: ${contrast(colour, background)}`);
    }
  });

  Deno.test(`text stands out from the page by 7 : 1, ${page}`, () => {
    assert(contrast(text, background) >= 7);
  });
}

for (const [sight, table] of Object.entries(SIGHT)) {
  Deno.test(`COLOURS are told apart with ${sight}`, () => {
    const seen = COLOURS.map((colour) => oklab(times(table, linearRgb(colour))));
    for (const [i, a] of seen.entries()) {
      for (const [j, b] of seen.slice(0, i).entries()) {
        const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        assert(apart >= 0.05, `${COLOURS[i]} and ${COLOURS[j]} are ${apart.toFixed(3)} apart`);
      }
    }
  });

  Deno.test(`SEQUENTIAL gets lighter all the way with ${sight}`, () => {
    const lightness = Array.from(
      { length: 50 },
      (_, i) => oklab(times(table, linearRgb(colourAt(SEQUENTIAL, i / 49))))[0],
    );
    for (const [i, value] of lightness.entries()) assert(i === 0 || value > lightness[i - 1]!);
  });
}

for (const [name, colorscale] of Object.entries({ SEQUENTIAL, DIVERGING, COUNTS })) {
  Deno.test(`cellTexts() can be read on every colour of ${name}`, () => {
    const z = [Array.from({ length: 101 }, (_, i) => i)];
    const places = { x: z[0]!, y: [0], zmin: 0, zmax: 100 };
    const trace = cellTexts({ z, ...places, colorscale }, [z[0]!.map(String)]);
    (trace.textfont as { color: string[] }).color.forEach((colour, i) => {
      assert(contrast(colour, colourAt(colorscale, i / 100)) >= 4.5, `${name} at ${i} %`);
    });
  });
}

Deno.test("contrast() is 21 for black on white and 1 for a colour on itself", () => {
  assert(contrast("#000000", "#FFFFFF") === 21 && contrast("#D55E00", "#D55E00") === 1);
});
