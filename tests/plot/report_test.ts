import { line, reportHtml, saveReport, surface } from "descent/plot";
import { assert, assertEquals, assertRejects } from "@std/assert";

const figure = line([{ y: [3, 1, 2] }], { title: "Loss" });

Deno.test("reportHtml() keeps text from being read as HTML", async () => {
  const page = await reportHtml("a < b & c", [{
    heading: "<i>",
    text: ["<b>one", "two"],
    table: { columns: ["<u>"], rows: [["</table>"]] },
  }]);
  for (const raw of ["<i>", "<b>", "<u>"]) assert(!page.includes(raw), raw);
  assert(page.includes("<title>a &lt; b &amp; c</title>"));
  assertEquals(page.match(/<\/table>/g)!.length, 1);
});

Deno.test("reportHtml() loads nothing and holds plotly.js once for all its figures", async () => {
  const page = await reportHtml("Two", [{ figures: [figure] }, { figures: [figure] }]);
  assert(!/(?:src|href)="(?!data:)/.test(page), "something is loaded from elsewhere");
  assertEquals(page.match(/DecompressionStream/g)!.length, 1);
  assertEquals(page.match(/<img /g)!.length, 2);
});

Deno.test("reportHtml() holds the parts of plotly.js that its figures need, or none", async () => {
  const loaders = async (
    ...figures: Parameters<typeof reportHtml>[1][number]["figures"] & object
  ) => (await reportHtml("", [{ figures }])).match(/DecompressionStream/g)?.length ?? 0;
  const land = surface({ x: [0, 1], y: [0, 1], z: [[0, 1], [1, 2]] });
  assertEquals([await loaders(), await loaders(figure), await loaders(figure, land)], [0, 1, 2]);
});

Deno.test("reportHtml() refuses a row that does not fit its table", async () => {
  await assertRejects(
    () => reportHtml("", [{ table: { columns: ["a", "b"], rows: [[1]] } }]),
    RangeError,
    "Cannot write a report: each row of a table must have its 2 columns, got [1]",
  );
});

Deno.test("saveReport() writes the same bytes for the same report, to .html alone", async () => {
  const folder = await Deno.makeTempDir();
  const sections = [{ text: "Well.", figures: [figure] }];
  await saveReport(`${folder}/a.html`, "How it went", sections);
  const written = await Deno.readTextFile(`${folder}/a.html`);
  assertEquals(written, await reportHtml("How it went", structuredClone(sections)));
  await assertRejects(
    () => saveReport(`${folder}/a.pdf`, "How it went", sections),
    RangeError,
    `Cannot save a report: path must end in ".html", got "${folder}/a.pdf"`,
  );
  await Deno.remove(folder, { recursive: true });
});
