import { assert, assertEquals } from "@std/assert";
import { countLost } from "../../tasks/bench/lesson/lost.ts";
import { type Times, timesText } from "../../tasks/bench/lesson/lesson.ts";
import { timeCells } from "../../tasks/bench/lesson/times.ts";

Deno.test("timesText() sets each median beside its aim, and says what was left out", () => {
  const times: Times = {
    cells: [700, 500, 600],
    nbconvert: [],
    imports: [2500],
    first: [90],
    later: [5],
    firstStill: [],
    laterStill: [],
  };
  assertEquals(
    timesText(times),
    `Milliseconds                                                     min  median         wanted
a lesson of 20 trivial cells, from start to end of its kernel    500     600  reached: 1000
the first cell of 04_mnist_cnn: all imports, and the backend    2500    2500   missed: 2000
first figure: handed to the notebook, with plotly.js before it    90      90   reached: 300
later figure: handed to the notebook                               5       5   reached: 300
(nbconvert left out: name a Python that has it by --python)`,
  );
});

Deno.test("timeCells() runs all cells, and countLost() counts every output", async () => {
  assert(await timeCells() > 0);
  assertEquals(await countLost(1), {
    runs: 1,
    outputs: 12 * 31,
    lost: 0,
    busy: navigator.hardwareConcurrency,
  });
});
