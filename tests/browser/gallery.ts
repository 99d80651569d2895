import { KINDS } from "../plot/kinds.ts";
import { testNotebook } from "../tasks/nb_folder.ts";
import { tidy } from "../../tasks/nb/tidy.ts";
import type { Notebook } from "../../tasks/nb/notebook.ts";

const kinds = JSON.stringify(new URL("../plot/kinds.ts", import.meta.url).href);

/** What each cell behind the first shows: every kind of figure, and whatever else is a picture. */
export const PICTURES: string[] = [...KINDS.map(({ name }) => name), "last value", "live", "image"];

/** A notebook with a cell for each of {@linkcode PICTURES}, and one with a table behind them. */
export function galleryNotebook(): Notebook {
  const cells = [
    `import { image, liveChart, show, table } from "descent/notebook";
     import { line } from "descent/plot";
     const { KINDS } = await import(${kinds});`,
    ...KINDS.map(({ name }, i) => `await show(KINDS[${i}].make({ title: "${name}" }));`),
    'line([{ name: "a", y: [3, 1, 2] }, { name: "b", y: [2, 3, 1] }], { title: "last value" })',
    `const chart = liveChart();
     for (let i = 1; i <= 40; i++) chart.add(i, { loss: 2 / i, accuracy: 1 - 1 / i });
     chart.done();`,
    `image(Uint8Array.from({ length: 100 }, (_, i) => (i * 37) % 256), { width: 10, height: 10 })`,
    'table([{ model: "a", accuracy: 0.98 }, { model: "b", accuracy: 0.97 }]);',
  ];
  return tidy(testNotebook(cells));
}
