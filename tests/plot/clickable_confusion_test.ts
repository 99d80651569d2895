import { clickableConfusion, confusionMatrix, figureHtml, saveHtml } from "descent/plot";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Chromium, findChromium } from "../browser/chromium.ts";

// Two of the three 1s read as 0 are kept, and both 0s; brightness 0, 5, 10, 15 in 16 steps.
const matrix = [[2, 0], [3, 1]];
const steps = [0, 5, 10, 15];
const pictures = [
  { row: 0, column: 0, pixels: steps },
  { row: 1, column: 0, pixels: steps, label: "a" },
  { row: 0, column: 0, pixels: steps },
  { row: 1, column: 0, pixels: steps.toReversed(), label: "b" },
];
const size = { imageHeight: 2, imageWidth: 2 };
const figure = clickableConfusion(matrix, pictures, { ...size, labels: ["zero", "one"] });

Deno.test("clickableConfusion() is the confusion matrix, with pictures behind it", () => {
  const { pictures: _, ...drawn } = figure;
  assertEquals(drawn, confusionMatrix(matrix, { labels: ["zero", "one"] }));
});

Deno.test("clickableConfusion() lists mistakes first and packs two pixels into a byte", () => {
  const [mistakes, right] = figure.pictures!.cells;
  assertEquals([mistakes!.name, right!.name], ["one, read as zero: 3", "zero, read as zero: 2"]);
  assertEquals(mistakes!.labels, ["a", "b"]);
  assertEquals(Uint8Array.fromBase64(mistakes!.pixels), Uint8Array.of(0x05, 0xAF, 0xFA, 0x50));
});

Deno.test("clickableConfusion() keeps the first of each cell, and odd pictures byte by byte", () => {
  const odd = [1, 2].map((ink) => ({ row: 1, column: 0, pixels: [ink, 0, 2] }));
  const options = { imageHeight: 1, imageWidth: 3 };
  const keep = (most: number) =>
    Uint8Array.fromBase64(
      clickableConfusion(matrix, odd, { ...options, most }).pictures!.cells[0]!.pixels,
    );
  assertEquals(keep(1), Uint8Array.of(0x80, 0xF0));
  assertEquals(keep(2), Uint8Array.of(0x80, 0xF0, 0xF0, 0xF0));
});

Deno.test("clickableConfusion() says so when pictures are too many for a notebook", () => {
  const large = { row: 0, column: 0, pixels: new Uint8Array(65_536) };
  const options = { imageHeight: 256, imageWidth: 256, most: 100 };
  assertThrows(
    () => clickableConfusion([[20, 0], [0, 0]], new Array(20).fill(large), options),
    RangeError,
    "Cannot draw a clickable confusion matrix: the pictures that are kept must take less than " +
      '600 kB (keep fewer of each cell), got "874 kB"',
  );
});

Deno.test("figureHtml() keeps pictures out of the figure's own script", () => {
  const html = figureHtml(figure);
  assertEquals(html.match(/<\/script/g)!.length, 2);
  assertEquals(html.split(figure.pictures!.cells[0]!.pixels).length, 2);
});

const program = await findChromium();

Deno.test({
  name: "clickableConfusion() opens the cell that is clicked, or chosen in the list",
  ignore: program === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    await saveHtml(figure, `${folder}/a.html`);
    await using chromium = await Chromium.start(program!);
    const page = await chromium.open();
    await page.goTo(`file://${folder}/a.html`);
    await page.until("document.querySelector('[data-open=\"1,0\"]')"); // the most frequent mistake
    assertEquals(await page.value("document.querySelectorAll('canvas').length"), 2);
    assert(
      await page.value<string>("document.body.innerText").then((text) =>
        text.includes("the first 2")
      ),
    );

    const [plot] = await page.areas(".nsewdrag");
    const at = { x: plot!.x + plot!.width / 4, y: plot!.y + plot!.height / 4 };
    const left = { ...at, button: "left", clickCount: 1 };
    await page.ask("Input.dispatchMouseEvent", { type: "mouseMoved", ...at });
    await page.until("document.querySelector('.hoverlayer .hovertext')");
    await page.ask("Input.dispatchMouseEvent", { type: "mousePressed", ...left });
    await page.ask("Input.dispatchMouseEvent", { type: "mouseReleased", ...left });
    await page.until("document.querySelector('[data-open=\"0,0\"]')");
    const grey =
      "[...document.querySelector('canvas').getContext('2d').getImageData(0,0,2,2).data]";
    const greys = [0, 85, 170, 255].flatMap((value) => [value, value, value, 255]);
    assertEquals(await page.value(grey), greys);

    await page.value("document.querySelector('select').focus()");
    const key = { key: "ArrowUp", code: "ArrowUp", windowsVirtualKeyCode: 38 };
    await page.ask("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await page.until("document.querySelector('[data-open=\"1,0\"]')");
    assertEquals(page.errors, []);
    await page.close();
    await Deno.remove(folder, { recursive: true });
  },
});
