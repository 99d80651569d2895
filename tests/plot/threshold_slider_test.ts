import { thresholdSlider } from "descent/plot";
import { assertEquals } from "@std/assert";

const outcomes = [
  { threshold: 0.9, precision: 1, recall: 0.2, cost: 16 },
  { threshold: 0.1, precision: 0.5, recall: 1, cost: 10 },
  { threshold: 0.5, precision: 0.8, recall: 0.8, cost: 6 },
];

type Slider = { active: number; steps: { label: string; args: [Points, Told, number[]] }[] };
type Points = { x: number[][]; y: number[][] };
type Told = Record<string, unknown>;
const sliderOf = ({ layout }: { layout: Told }) => (layout.sliders as [Slider])[0];

Deno.test("thresholdSlider() sorts thresholds and starts where it costs least", () => {
  const slider = sliderOf(thresholdSlider(outcomes));
  assertEquals(slider.steps.map(({ label }) => label), ["0.1", "0.5", "0.9"]);
  assertEquals(slider.active, 1);
});

Deno.test("thresholdSlider() starts at the threshold nearest to the one asked for", () => {
  assertEquals(sliderOf(thresholdSlider(outcomes, { at: 0.75 })).active, 2);
});

Deno.test("thresholdSlider() moves the three points, the line and the text to each outcome", () => {
  const [points, told, traces] = sliderOf(thresholdSlider(outcomes)).steps[2]!.args;
  assertEquals(points, { x: [[0.9], [0.9], [0.9]], y: [[1], [0.2], [16]] });
  assertEquals(told["shapes[0].x0"], 0.9);
  assertEquals(
    told["annotations[0].text"],
    "from 0.9 on: precision 1, recall 0.2, <b>cost 16</b>",
  );
  assertEquals(traces, [3, 4, 5]);
});

Deno.test("thresholdSlider() shows at first what its slider's place would show", () => {
  const figure = thresholdSlider(outcomes, { cost: { label: "loss", unit: "€" } });
  const { active, steps } = sliderOf(figure);
  const [points, told] = steps[active]!.args;
  assertEquals(figure.data.slice(3).map(({ x }) => x), points.x);
  assertEquals(figure.data.slice(3).map(({ y }) => y), points.y);
  const [{ text }] = figure.layout.annotations as [{ text: string }];
  assertEquals(text, told["annotations[0].text"]);
  assertEquals(figure.data[2]!.name, "loss (€)");
});
