import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { differences } from "../../tasks/nb/execute.ts";
import { codeCells, readNotebook } from "../../tasks/nb/notebook.ts";
import { cleared } from "../../tasks/nb/clear.ts";
import { tidy } from "../../tasks/nb/tidy.ts";
import { notebookFolder, testNotebook } from "../tasks/nb_folder.ts";
import { Chromium, findChromium } from "./chromium.ts";
import { findJupyter, importMap, jupyterHome, startLab } from "./jupyter.ts";
import { needing } from "./needing.ts";
import type { Page } from "./page.ts";

const [chromium, jupyter] = [await findChromium(), await findJupyter()];
const programs = { Chromium: chromium, JupyterLab: jupyter };

const LESSON = new URL("../../notebooks/00_start.ipynb", import.meta.url);
const EXERCISES = new URL("../../notebooks/exercises/start.ts", import.meta.url);

/** A cell for each thing that a person does with Stop. */
const STOPPED = [
  'import { cancelSignal, checkpoint } from "descent/notebook"; let rounds = 0;',
  'console.log("long"); while (true) { await checkpoint(); rounds++; }',
  "`${rounds > 0 && !cancelSignal().aborted ? 'kept' : 'lost'}`",
];

Deno.test(needing("JupyterLab in a browser", programs), async (t) => {
  await using folder = notebookFolder();
  await Deno.writeTextFile(`${folder.path}/deno.json`, await importMap());
  const lesson = await readNotebook(LESSON.pathname);
  const write = (name: string, notebook: unknown) =>
    Deno.writeTextFile(`${folder.path}/${name}.ipynb`, JSON.stringify(notebook));
  await write("lesson", cleared(lesson));
  await write("shared", lesson);
  await write("stopped", tidy(testNotebook(STOPPED)));
  await Deno.mkdir(`${folder.path}/exercises`);
  await Deno.copyFile(EXERCISES, `${folder.path}/exercises/start.ts`);

  const home = await jupyterHome(`${folder.path}/.jupyter`);
  await using lab = await startLab(jupyter!, folder.path, home);
  await using browser = await Chromium.start(chromium!);
  const open = async (name: string) => {
    const page = await browser.open();
    await page.goTo(lab.address(`${name}.ipynb`));
    await page.until("document.querySelectorAll('.jp-Notebook .jp-CodeCell').length > 2");
    return page;
  };

  await t.step("a lesson opened and Run All: outputs are those of the committed file", async () => {
    const page = await open("lesson");
    await untilIdle(page);
    await command(page, "runmenu:run-all");
    const count = codeCells(lesson).length;
    await page.until(`${PROMPTS}.filter((text) => /\\d/.test(text)).length === ${count}`);
    assertEquals(await page.value(PROMPTS), codeCells(lesson).map((_, i) => `[${i + 1}]:`));
    await page.until("document.querySelectorAll('.js-plotly-plot .main-svg').length > 0");
    assert((await page.areas(".jp-OutputArea table")).length >= 2, "tables");
    await command(page, "docmanager:save");
    const saved = await readNotebook(`${folder.path}/lesson.ipynb`);
    const cells = codeCells(saved).map(({ cell }) => ({ outputs: cell.outputs }));
    assertEquals(differences(lesson, { cells } as never), []);
    await page.close();
  });

  await t.step(
    "Stop before the first cell does no harm, Stop in a loop ends it; Restart forgets all",
    async () => {
      const page = await open("stopped");
      await untilIdle(page);
      await page.click(STOP);
      await untilIdle(page);
      const over = command(page, "runmenu:run-all");
      await page.until(`${OUTPUTS}.includes("long")`);
      await page.click(STOP);
      await over;
      await page.until(`${PROMPTS}[2] === "[3]:"`);
      const told: string = await page.value(OUTPUTS);
      assertStringIncludes(told, "AbortError: Interrupted: what was computed so far is kept");
      assertStringIncludes(told, "kept");

      const restarted = command(page, "notebook:restart-kernel");
      await page.click(".jp-Dialog .jp-mod-accept");
      await restarted;
      await untilIdle(page);
      await command(page, "notebook:run-cell"); // the last, which Run All has left selected
      await page.until(`${OUTPUTS}.includes("rounds is not defined")`);
      await page.close();
    },
  );

  await t.step("a file from somebody else is not trusted: figures are pictures", async () => {
    const page = await open("shared");
    const images = "[...document.querySelectorAll('.jp-OutputArea img')]";
    await page.until(`${images}.filter((image) => image.naturalWidth > 300).length === 4`);
    assertEquals((await page.areas(".js-plotly-plot")).length, 0);
    assertEquals(await page.value("'descentPlotly' in window"), false);
    await page.close();
  });
});

const STOP = '.jp-NotebookPanel-toolbar [data-command="notebook:interrupt-kernel"]';
const PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]" +
  ".map((prompt) => prompt.textContent)";
const OUTPUTS = "[...document.querySelectorAll('.jp-CodeCell .jp-OutputArea')]" +
  ".map((output) => output.textContent).join(' ')";

/** Does what stands in a menu, and waits until it is done. */
async function command(page: Page, name: string): Promise<void> {
  await page.value(`jupyterapp.commands.execute(${JSON.stringify(name)}).then(() => null)`);
}

/** Waits until the kernel is there and has nothing to do. */
async function untilIdle(page: Page): Promise<void> {
  await page.until(`(({ isReady, session }) =>
    isReady && session.kernel.connectionStatus === "connected" && session.kernel.status === "idle"
  )(jupyterapp.shell.currentWidget.sessionContext)`);
}
