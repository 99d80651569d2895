import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { liveChart, progress } from "descent/notebook";
import { chartSvg, GREY } from "../../lib/notebook/chart_svg.ts";
import { formatClock } from "../../lib/notebook/clock.ts";
import { createCurve } from "../../lib/notebook/curve.ts";
import { progressBundle } from "../../lib/notebook/progress.ts";
import { createTextScreen } from "../../lib/notebook/screen.ts";
import { createThrottle } from "../../lib/notebook/throttle.ts";
import { forms, record } from "./recorder.ts";

Deno.test("progress() tells the time left, and keeps the last state", async () => {
  const state = { label: "folds", steps: 2, total: 8, elapsedMs: 4000 };
  assertEquals(progressBundle(state)["text/plain"], "folds 2/8, 0:12 left");
  assertEquals(progressBundle({ ...state, steps: 0 })["text/plain"], "folds 0/8, ? left");
  const { lives } = await record(() => {
    const bar = progress(3, { label: "<folds>" });
    for (let i = 0; i < 3; i++) bar.step();
    bar.done();
  });
  assertEquals([lives.length, lives[0]!.final], [1, true]);
  assertEquals(forms(lives[0]!.drawn, "text/plain").at(-1), "<folds> 3/3");
  assertStringIncludes(forms(lives[0]!.drawn, "text/html").at(-1)!, "&lt;folds&gt; <progress");
});

Deno.test("progress() says that it was stopped", async () => {
  const { lives } = await record(() => {
    using bar = progress(3);
    bar.step();
  });
  assertEquals(forms(lives[0]!.drawn, "text/plain").at(-1), "progress 1/3, stopped");
});

Deno.test("progress() is drawn ten times a second at most", async () => {
  const { lives } = await record(() => {
    const bar = progress(10_000);
    for (let i = 0; i < 10_000; i++) bar.step();
  });
  assert(lives[0]!.drawn.length < 20, `${lives[0]!.drawn.length} drawings`);
});

Deno.test("progress() refuses more steps than there are", async () => {
  await record(() => {
    const bar = progress(2);
    assertThrows(
      () => bar.step(3),
      RangeError,
      "Cannot show progress: there are 2 steps in all, got 3",
    );
    bar.done();
  });
});

Deno.test("liveChart() takes the logs of train() by functions handed over alone", async () => {
  const { lives } = await record(() => {
    const { onStep, onEpoch } = liveChart();
    for (let epoch = 1; epoch <= 2; epoch++) {
      const where = { epoch, epochs: 2, steps: 3 };
      const means = { loss: 1 / epoch, accuracy: 0.5, elapsedMs: 1 };
      for (let step = 1; step <= 3; step++) onStep({ ...where, ...means, step });
      onEpoch({ ...where, ...means, msPerStep: 1 });
    }
  });
  assertEquals(lives[0]!.final, true);
  const last = lives[0]!.drawn.at(-1)!;
  assertEquals(last["text/plain"], "loss 0.5, accuracy 0.5");
  const source = String(last["text/html"]).match(/base64,([^"]+)/)![1]!;
  const svg = new TextDecoder().decode(Uint8Array.fromBase64(source));
  assertEquals(svg.match(/<circle/g)!.length, 4); // two epochs on two panels
});

Deno.test("liveChart() shows the last point also when nothing follows", async () => {
  const { lives } = await record(async ({ endCell }) => {
    const chart = liveChart({ series: ["loss"] });
    chart.add(1, { loss: 3 });
    chart.add(2, { loss: 2 });
    await endCell();
  });
  assertEquals(forms(lives[0]!.drawn, "text/plain"), ["loss 3", "loss 2"]);
});

Deno.test("liveChart() needs a series", () => {
  assertThrows(
    () => liveChart({ series: [] }),
    RangeError,
    "Cannot draw a live chart: series must name at least one number, got []",
  );
});

Deno.test("chartSvg() draws constants, single points and nothing", () => {
  const cases = [[], [{ x: 1, y: 0 }], [{ x: 0, y: 5 }, { x: 1, y: 5 }], [{ x: 0, y: NaN }]];
  for (const curve of cases) {
    const svg = chartSvg([{ name: "a<b", curve, dots: [] }], "epoch");
    assertStringIncludes(svg, "a&lt;b");
    assert(!/NaN|Infinity/.test(svg.replace(/<text[^>]*>[^<]*/g, "")), svg);
  }
});

Deno.test("chartSvg() leaves the page's own ground, on which it is read, light or dark", () => {
  const svg = chartSvg([{ name: "loss", curve: [{ x: 0, y: 1 }], dots: [] }], "epoch");
  assert(!svg.includes("<rect"), "a ground");
  const light = (grey: number) => ((grey / 255 + 0.055) / 1.055) ** 2.4; // sRGB
  const grey = light(parseInt(GREY.slice(1, 3), 16)) + 0.05; // 0.05 is stray light, as in WCAG 2.2
  assertEquals(GREY, `#${GREY.slice(1, 3).repeat(3)}`);
  assert(1.05 / grey > 4 && grey / (light(0x11) + 0.05) > 4); // JupyterLab's pages: white, #111111
});

Deno.test("createCurve() keeps the first and the newest of any number of points", () => {
  for (const n of [1, 2, 9, 10, 11, 1000, 4097]) {
    const curve = createCurve(10);
    for (let x = 0; x < n; x++) curve.add(x, -x);
    const points = curve.points();
    assert(points.length <= 10, `${points.length} points of ${n}`);
    assertEquals([points[0]!.x, points.at(-1)!.x, points.at(-1)!.y], [0, n - 1, 1 - n || 0]);
    assertEquals(points.toSorted((a, b) => a.x - b.x), points);
  }
});

Deno.test("createThrottle() draws late what came too early, once", async () => {
  let drawn = 0;
  const throttle = createThrottle(() => drawn++, 20);
  for (let i = 0; i < 5; i++) throttle.changed();
  assertEquals(drawn, 1);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assertEquals(drawn, 2);
  throttle.flush();
  assertEquals(drawn, 2); // nothing has changed since
});

Deno.test("formatClock() shows minutes, and hours from one hour on", () => {
  const times = [0, 8_000, 59_600, 185_000, 7_650_000, Infinity];
  assertEquals(times.map(formatClock), ["0:00", "0:08", "1:00", "3:05", "2:07:30", "?"]);
});

Deno.test("createTextScreen() redraws a line in a terminal and prints only the end elsewhere", () => {
  for (
    const [isTerminal, expected] of [
      [true, "\rhalf\x1b[K\r\x1b[Kwhole\nmore\n"],
      [false, "whole\nmore\n"],
    ] as const
  ) {
    let text = "";
    const live = createTextScreen(isTerminal, (part) => text += part).live();
    live.draw({ "text/plain": "half\nhidden" });
    live.done({ "text/plain": "whole\nmore" });
    assertEquals(text, expected);
  }
});
