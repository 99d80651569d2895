import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { writeSite } from "../../tasks/nb/site.ts";
import { highlight } from "../../tasks/nb/site/highlight.ts";
import { lessonOf } from "../../tasks/nb/site/lesson.ts";
import { markdown } from "../../tasks/nb/site/markdown.ts";
import { outputHtml } from "../../tasks/nb/site/output_html.ts";
import { notebookFolder, testNotebook } from "./nb_folder.ts";

Deno.test("markdown() draws formulas, leaves money and code alone, and leads to pages", () => {
  assertStringIncludes(markdown("the slope $a_1$"), "<msub>");
  assertStringIncludes(markdown("$$\\frac{1}{2}$$"), "<mfrac>");
  assertEquals(
    markdown("costs $5 and $6, in `$a$`"),
    "<p>costs $5 and $6, in <code>$a$</code></p>\n",
  );
  assertStringIncludes(markdown("[next](05_b.ipynb#end)"), 'href="05_b.html#end"');
});

Deno.test("highlight() marks tokens and escapes everything", () => {
  assertEquals(
    highlight('const a = "<b>"; // of 1'),
    '<span class="keyword">const</span> a = <span class="string">&quot;&lt;b&gt;&quot;</span>; ' +
      '<span class="comment">// of 1</span>',
  );
  assertEquals(highlight("data.of(1)"), 'data.of(<span class="number">1</span>)');
});

Deno.test("outputHtml() takes the best form, and text is never markup", () => {
  const data = { "text/plain": ["a"], "text/html": ["<b>", "a</b>"] };
  assertEquals(outputHtml({ output_type: "display_data", data }), "<b>a</b>");
  const svg = { "image/svg+xml": "<svg/>", "text/plain": "a" };
  const image = outputHtml({ output_type: "display_data", data: svg });
  assertEquals(image, `<img alt="" src="data:image/svg+xml;base64,${btoa("<svg/>")}">`);
  const printed = outputHtml({ output_type: "stream", name: "stdout", text: ["\x1b[31m<i>\n"] });
  assertEquals(printed, '<pre class="">&lt;i&gt;\n</pre>');
});

Deno.test("lessonOf() finds title and first paragraph", () => {
  const text = {
    cell_type: "markdown",
    metadata: {},
    source: "# Digits\n\nWhich *one*\nis it?\n\nB",
  };
  const { name, title, summary } = lessonOf("a/04_mnist.ipynb", testNotebook([text, "1"]));
  assertEquals([name, title, summary], ["04_mnist", "Digits", "Which *one* is it?"]);
});

Deno.test("writeSite() writes linked pages that share large scripts and need no network", async () => {
  await using folder = notebookFolder();
  const library = `<script>/*${"x".repeat(200_000)}*/</script>`;
  const output = {
    output_type: "display_data",
    data: { "text/html": library + "<script>draw()</script>" },
    metadata: {},
  };
  for (const name of ["01_a", "02_b"]) {
    const text = { cell_type: "markdown", metadata: {}, source: `# Lesson ${name}\n\nAbout it.` };
    const code = { cell_type: "code", metadata: {}, source: "1", outputs: [output] };
    folder.write(name, [text, { ...code, execution_count: 1 }]);
  }
  const out = `${folder.path}/site`;
  assertEquals(await writeSite([folder.path], out), 0);
  const files = (await Array.fromAsync(Deno.readDir(out))).map(({ name }) => name).toSorted();
  assertEquals(files.filter((name) => !name.startsWith("script_")), [
    "01_a.html",
    "02_b.html",
    "index.html",
  ]);
  const [script, ...others] = files.filter((name) => name.startsWith("script_"));
  assertEquals(others, []);
  const page = await Deno.readTextFile(`${out}/01_a.html`);
  assertStringIncludes(page, `<script src="${script}"></script><script>draw()</script>`);
  assertStringIncludes(page, '<a href="02_b.html">Lesson 02_b →</a>');
  assert(!/(src|href)="(https?:)?\/\//.test(page));
  const index = await Deno.readTextFile(`${out}/index.html`);
  assertStringIncludes(index, '<a href="01_a.html">Lesson 01_a</a><p>About it.</p>');
});

Deno.test("writeSite() refuses two notebooks of one name", async () => {
  await using folder = notebookFolder();
  await Deno.mkdir(`${folder.path}/b`);
  const paths = [folder.write("a", []), folder.write("b/a", [])];
  await assertRejects(
    () => writeSite(paths, `${folder.path}/site`),
    RangeError,
    'Cannot write the site: each page needs its own name, got "a"',
  );
});

Deno.test("writeSite() says that the folder cannot be written", async () => {
  await using folder = notebookFolder();
  const path = folder.write("01_a", ["1"]);
  const out = `${path}/site`; // a folder inside of a file
  await assertRejects(
    () => writeSite([path], out),
    RangeError,
    "Cannot write the site: --out must name a place that can be written (not a directory), " +
      `got "${out}"`,
  );
});
