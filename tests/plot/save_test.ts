import { animation, type Figure, line, saveHtml, savePng, saveSvg } from "descent/plot";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { KINDS } from "./kinds.ts";

const figure = line([{ y: [3, 1, 2] }], { title: "Loss" });

for (const [save, ending] of [[savePng, ".png"], [saveSvg, ".svg"], [saveHtml, ".html"]] as const) {
  Deno.test(`${save.name}() refuses another ending than ${ending}`, async () => {
    await assertRejects(
      () => save(figure, "loss.jpg"),
      RangeError,
      `Cannot save a figure: path must end in "${ending}", got "loss.jpg"`,
    );
  });

  Deno.test(`${save.name}() writes the same bytes for the same figure`, async () => {
    const dir = await Deno.makeTempDir();
    await save(figure, `${dir}/a${ending}`);
    await save(structuredClone(figure), `${dir}/b${ending}`);
    assertEquals(
      await Deno.readFile(`${dir}/a${ending}`),
      await Deno.readFile(`${dir}/b${ending}`),
    );
    await Deno.remove(dir, { recursive: true });
  });
}

const CHROMIUM = "/usr/bin/chromium";
const hasChromium = await Deno.stat(CHROMIUM).then(() => true, () => false);
const shown = ["line", "imageGrid", "surface", "animation"];

/** The page after its scripts ran, as text. */
async function opened(figure: Figure): Promise<string> {
  const dir = await Deno.makeTempDir();
  await saveHtml(figure, `${dir}/figure.html`);
  const { stdout } = await new Deno.Command(CHROMIUM, {
    args: [
      "--headless=new",
      "--no-sandbox",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--virtual-time-budget=20000",
      "--dump-dom",
      `--user-data-dir=${dir}/profile`,
      `file://${dir}/figure.html`,
    ],
    stderr: "null",
  }).output();
  await Deno.remove(dir, { recursive: true }).catch(() => {}); // the browser may still tidy up
  return new TextDecoder().decode(stdout);
}

for (const { name, make } of KINDS.filter(({ name }) => shown.includes(name))) {
  Deno.test({
    name: `saveHtml() makes a page in which a browser draws ${name}()`,
    ignore: !hasChromium,
    async fn() {
      const page = await opened(make({ title: "Shown" }));
      assert(page.includes('data-drawn=""'), "the script did not run");
      assert(/class="[^"]*js-plotly-plot/.test(page), "plotly.js did not draw");
      assert(!page.includes('alt="Shown"'), "the still picture is left");
    },
  });
}

Deno.test("saveSvg() of an animation shows its last step without slider", async () => {
  const steps = [1, 2].map((n) => ({ label: `step ${n}`, figure: line([{ y: [0, n] }]) }));
  const path = `${await Deno.makeTempDir()}/a.svg`;
  await saveSvg(animation(steps), path);
  assert(!(await Deno.readTextFile(path)).includes("slider"));
});
