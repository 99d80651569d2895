import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { createApp, openStore } from "descent/serve";
import { sealPageModels } from "../serve/page_models.ts";
import { Chromium, findChromium } from "./chromium.ts";
import { keepPicture, type Page } from "./page.ts";

const chromium = await findChromium();

/** A stroke through points of the canvas, 0 to 1 each way, as a hand makes it. */
async function draw(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = (await page.areas("canvas.draw"))[0]!;
  const mouse = (type: string, [right, down]: readonly [number, number]) =>
    page.ask("Input.dispatchMouseEvent", {
      ...{ type, x: x + right * width, y: y + down * height },
      ...{ button: "left", buttons: 1, clickCount: 1 },
    });
  await mouse("mousePressed", points[0]!);
  for (const point of points) await mouse("mouseMoved", point);
  await mouse("mouseReleased", points.at(-1)!);
}

const text = (page: Page, selector: string) =>
  page.value<string>(`document.querySelector(${JSON.stringify(selector)}).innerText`);

/** Strokes of digits; 1 stands in a corner, which the page mends. */
const STROKES: Record<string, [number, number][]> = {
  "1": [[0.2, 0.05], [0.2, 0.3], [0.19, 0.6]],
  "7": [[0.3, 0.25], [0.5, 0.25], [0.7, 0.25], [0.6, 0.5], [0.5, 0.75]],
  "0": Array.from({ length: 25 }, (_, i) => {
    const angle = 2 * Math.PI * i / 24;
    return [0.5 + 0.18 * Math.sin(angle), 0.5 - 0.28 * Math.cos(angle)];
  }),
};

Deno.test(`the service's page is drawn on and typed into${chromium ? "" : " (no Chromium)"}`, {
  ignore: chromium === undefined,
}, async (t) => {
  const dir = await Deno.makeTempDir();
  await sealPageModels(dir);
  const app = createApp(await openStore(dir), { perMinute: 1e9 });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => app.fetch(request, "person"),
  );
  const home = `http://127.0.0.1:${server.addr.port}/`;
  await using browser = await Chromium.start(chromium!);
  const page = await browser.open();
  const ask = async (model: string) => {
    await page.click(`section[data-model="${model}"] form button:not(.clear)`);
    await page.until(`document.querySelector('section[data-model="${model}"]').dataset.state`);
  };
  try {
    await page.goTo(home);
    await page.resize(1400); // clicks reach what the window shows
    for (const [digit, points] of Object.entries(STROKES)) {
      await t.step(`a drawn ${digit} is read, and shown where it was seen`, async () => {
        await page.click("button.clear");
        await draw(page, points);
        await ask("digits");
        assertEquals(await text(page, 'section[data-model="digits"] output'), digit);
        assertMatch(await text(page, "figcaption"), new RegExp(`^Blue spoke for ${digit}, `));
        const coloured = await page.value<number>(`(() => {
          const canvas = document.querySelector("figure canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((value, i) => i % 4 === 2 && value > data[i - 2] + 40).length;
        })()`);
        assert(coloured > 1000, `${coloured} blue pixels`);
      });
    }
    await t.step("numbers typed are predicted, and each is told what it did", async () => {
      await page.value(`document.querySelector('input[name="weight"]').value = "1500"`);
      await ask("fuel");
      const [value, unit] = (await text(page, 'section[data-model="fuel"] output')).split(" ");
      const wanted = 6 + 0.006 * 1500 + 0.02 * 85 - 0.1 * 76;
      assertAlmostEquals(Number(value), wanted, 1e-3);
      assertEquals(unit, "l/100");
      const effects = await page.value<string[]>(
        `[...document.querySelectorAll('section[data-model="fuel"] tr')].map((row) => row.innerText)`,
      );
      assertEquals(effects.map((row) => row.split(/\s+/)), [
        ["weight", "+1.5"],
        ["power", "0"],
        ["year", "0"],
      ]);
    });
    await t.step("an empty drawing is said to be empty", async () => {
      await page.click("button.clear");
      await ask("digits");
      assertEquals(
        await text(page, 'section[data-model="digits"] .wrong'),
        "Draw something first.",
      );
      await draw(page, STROKES["0"]!);
      await ask("digits");
    });
    for (const [name, scheme, width] of LOOKS) {
      await t.step(`it fits a ${name} window`, async () => {
        const features = [{ name: "prefers-color-scheme", value: scheme }];
        await page.ask("Emulation.setEmulatedMedia", { features });
        const size = { width, height: 1400, deviceScaleFactor: 1, mobile: false };
        await page.ask("Emulation.setDeviceMetricsOverride", size);
        await keepPicture(`serve_${name}`, await page.picture());
        assertEquals(
          await page.value("document.documentElement.scrollWidth <= innerWidth"),
          true,
          "nothing sticks out",
        );
      });
    }
    await t.step("the page of routes loads, without an error on any page", async () => {
      await page.goTo(`${home}docs`);
      await keepPicture("serve_docs", await page.picture());
      assertMatch(await text(page, "main"), /POST \/v2\/models\/\{name\}\/infer/);
      assertEquals(page.errors, []);
    });
  } finally {
    await page.close();
    await server.shutdown();
    await app.close();
    await Deno.remove(dir, { recursive: true });
  }
});

const LOOKS = [["light", "light", 1000], ["dark", "dark", 1000], ["narrow", "light", 380]] as const;
