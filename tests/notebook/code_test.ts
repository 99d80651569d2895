import { assertEquals, assertMatch } from "@std/assert";
import { code, show } from "descent/notebook";
import { forms, record } from "./recorder.ts";

/** What a notebook and a terminal show of a piece of code. */
async function shownOf(source: string) {
  const { shown } = await record(() => show(code(source)));
  const [html] = forms(shown, "text/html");
  const [text] = forms(shown, "text/plain");
  return { html: html!, text: text! };
}

/** The coloured tokens, in order; each kind has a colour of its own. */
function tokens(html: string): [token: string, colour: string][] {
  return [...html.matchAll(/<span style="color:(#\w+)[^"]*">([^<]*)<\/span>/g)]
    .map(([, colour, token]) => [token!, colour!]);
}

Deno.test("code() colours words, numbers, strings and comments, and names inside names not", async () => {
  const { html } = await shownOf("const format = 0.5e-3 + `in ${x}`; // for 1 of them");
  const [word, number, text, comment] = ["#2a7fd0", "#a45bc7", "#c0601a", "#808080"];
  assertEquals(tokens(html), [
    ["const", word!],
    ["0.5e-3", number!],
    ["`in ${x}`", text!],
    ["// for 1 of them", comment!],
  ]);
  assertEquals(tokens((await shownOf("f32x4.splat(s00); v128.load(from)")).html), []);
  const imported = tokens((await shownOf('import { bytes } from "./lanes";')).html);
  assertEquals(imported.map(([token]) => token), ["import", "from", "&quot;./lanes&quot;"]);
});

Deno.test("code() shows every character, and empty lines around it not", async () => {
  const source = '\n\n  if (a < b && c > "&lt;") {\n    /* two\n    lines */ return;\n  }\n\n';
  const { html, text } = await shownOf(source);
  assertEquals(text, source.trimEnd().slice(2));
  const back = html.replaceAll(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  assertEquals(back, text);
});

Deno.test("code() lets no markup of the source through", async () => {
  const { html } = await shownOf("// <script>alert(1)</script>\nconst a = '<b>';");
  assertMatch(html, /^<pre style="[^"]*">(<span style="[^"]*">|<\/span>|[^<])*<\/pre>$/);
});
