import { assert, assertEquals } from "@std/assert";
import { joined, type Notebook } from "../../tasks/nb/notebook.ts";
import { runNotebook } from "../../tasks/nb/run_notebook.ts";
import { withOutputs } from "../../tasks/nb/execute.ts";
import { writeSite } from "../../tasks/nb/site.ts";
import { notebookFolder } from "../tasks/nb_folder.ts";
import { Chromium, findChromium } from "./chromium.ts";
import { galleryNotebook, PICTURES } from "./gallery.ts";
import { findJupyter, importMap, jupyterHome, run, startLab } from "./jupyter.ts";
import { look } from "./look.ts";
import { needing } from "./needing.ts";
import { keepPicture, type Page, WIDTH } from "./page.ts";

const [chromium, jupyter] = [await findChromium(), await findJupyter()];
const programs = { Chromium: chromium, JupyterLab: jupyter };

Deno.test(needing("every figure is seen in every place", programs), async (t) => {
  await using folder = notebookFolder();
  await Deno.writeTextFile(`${folder.path}/deno.json`, await importMap());
  const home = await jupyterHome(`${folder.path}/.jupyter`);
  const path = folder.write("gallery", []);
  const gallery = galleryNotebook();
  const ran = await runNotebook(path, gallery, { timeoutSeconds: 60 });
  assertEquals(ran.cells.filter(({ outcome }) => outcome !== "passed"), []);
  const notebook = withOutputs(gallery, ran);
  const write = (name: string, content: Notebook) =>
    Deno.writeTextFile(`${folder.path}/${name}.ipynb`, JSON.stringify(content));
  const toHtml = async (name: string) => {
    const local = ["--HTMLExporter.require_js_url=", "--HTMLExporter.mathjax_url="];
    const file = `${folder.path}/${name}.ipynb`;
    assert(await run(jupyter!, ["nbconvert", "--to", "html", ...local, file], home), "nbconvert");
    return `file://${folder.path}/${name}.html`;
  };
  await write("gallery", notebook);
  await write("hosted", sanitised(notebook));

  await using lab = await startLab(jupyter!, folder.path, home);
  await using browser = await Chromium.start(chromium!);
  const place = (
    name: string,
    title: string,
    interactive: boolean,
    go: (page: Page) => Promise<void>,
  ) =>
    t.step(title, async () => {
      const page = await browser.open();
      await go(page);
      await seeAll(page, name, interactive);
      await page.close();
    });

  // First, because Jupyter trusts whatever has been trusted once.
  await place("lab_untrusted", "JupyterLab, a file that is not trusted", false, async (page) => {
    await page.goTo(lab.address("gallery.ipynb"));
  });
  await place("lab_trusted", "JupyterLab, a trusted file", true, async (page) => {
    assert(await run(jupyter!, ["trust", `${folder.path}/gallery.ipynb`], home));
    await page.goTo(lab.address("gallery.ipynb"));
  });
  if (await run(jupyter!, ["notebook", "--version"])) {
    await place("notebook7", "Notebook 7, a trusted file", true, async (page) => {
      await page.goTo(lab.notebook7("gallery.ipynb"));
    });
  }
  await place("lab_dark", "JupyterLab, a trusted file on a dark page", true, async (page) => {
    await page.goTo(lab.address("gallery.ipynb"));
    await page.until("jupyterapp.shell.currentWidget");
    const dark =
      "jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })";
    await page.value(`${dark}.then(() => null)`);
    await page.until("document.body.dataset.jpThemeLight === 'false'");
    await new Promise((resolve) => setTimeout(resolve, 500)); // the setting is written
    await page.goTo(lab.address("gallery.ipynb"));
  });
  await place("nbconvert", "a page by nbconvert", true, async (page) => {
    await page.goTo(await toHtml("gallery"));
  });
  await place("static", "a page of a host that cleans what others wrote", false, async (page) => {
    await page.ask("Emulation.setScriptExecutionDisabled", { value: true });
    await page.goTo(await toHtml("hosted"));
  });
  await place("site", "our own site of the lessons", true, async (page) => {
    assertEquals(await writeSite([path], `${folder.path}/site`), 0);
    await page.goTo(`file://${folder.path}/site/gallery.html`);
  });
  await t.step("on a narrow page no figure is wider than the page", async () => {
    const page = await browser.open();
    await page.resize(800, 420);
    await page.goTo(`file://${folder.path}/site/gallery.html`);
    await page.until(`document.querySelectorAll(".svg-container").length === ${FIGURES}`);
    const areas = await page.areas(".svg-container");
    assertEquals(areas.filter(({ x, width }) => x < 0 || x + width > 420), []);
    await page.close();
  });
});

const FIGURES = PICTURES.length - 2; // a live chart and an image stay images

/** Whether all pictures are there, and more than an empty frame. */
async function seeAll(page: Page, name: string, interactive: boolean): Promise<void> {
  const figures = interactive ? FIGURES : 0;
  await page.until(`document.querySelectorAll(".svg-container").length === ${figures}`);
  const pictures = ":is(.jp-OutputArea, .output) :is(.svg-container, img)";
  await page.until(`document.querySelectorAll("${pictures}").length === ${PICTURES.length}`);
  await page.resize(
    await page.value(
      "Math.max(...[...document.querySelectorAll('body, .jp-WindowedPanel-outer')].map((e) => e.scrollHeight)) + 200",
    ),
  );
  await page.until("[...document.images].every((image) => image.complete)");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await keepPicture(name, await page.picture());
  await page.resize();
  for (const [i, title] of PICTURES.entries()) {
    const { area, png } = await page.pictureOf(pictures, i);
    const seen = await look(page, png);
    const words = `${title} in ${name}: ${JSON.stringify(seen)}`;
    assert(area.width >= 100 && area.height >= 100, words);
    assert(seen.commonest < 0.985 && seen.colours >= 8, words);
    assert(seen.width > 0.6 && seen.height > 0.6, words);
    assert(area.x >= 0 && area.x + area.width <= WIDTH, words);
  }
  // Notebook 7's own program leaves some errors uncaught; what figures throw has no file's name.
  assertEquals(page.errors.filter((error) => !error.includes("/static/notebook/")), []);
}

/** What GitHub and its like leave of a notebook: no script, no style sheet, no format of Plotly's. */
function sanitised(notebook: Notebook): Notebook {
  const copy = structuredClone(notebook);
  for (const { outputs = [] } of copy.cells) {
    for (const { data = {} } of outputs) {
      delete data["application/vnd.plotly.v1+json"];
      const html = joined(data["text/html"] as string[] | undefined);
      data["text/html"] = html.replace(/<(script|style|svg)\b.*?<\/\1>/gs, "");
    }
  }
  return copy;
}
