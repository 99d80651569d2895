import { MODELS } from "./train/models.ts";
import { BENCHES } from "./registry.ts";

/** What `deno task bench --help` prints. */
export function helpText(): string {
  return `Measure how fast this kit is, beside other tools where a Python has them.

  deno task bench [NAME...] [options]

${Object.entries(BENCHES).map(([name, { about }]) => entry(name, about)).join("\n")}

Without a name, mnist. Several names are measured one after the other.

  --peers        let the other tools run too, from a Python that has them
  --python PATH  the Python to take (otherwise python3 or python on PATH); implies --peers
  --rounds N     rounds that are counted (5)
  --steps N      mnist: training steps a round (1875, an epoch); 300 give a quick look
                 train: the same (32 to 120, as a network takes)
                 memory: steps of each training (10000)
  --model NAME   train: this network; may be given several times (all):
                 ${Object.keys(MODELS).join(", ")}
  --threads N    mnist: threads of ours (1; the peers have 2)
                 train: the same (2)
  --curves       train: instead of the table ms a step of the larger CNN against the number of
                 examples, channels and pixels
  --html FILE    train: write a page with the tables, and the roofline or the curves as figures
  --json FILE    write all timings to this file; a list of results for several names
  --help         print this

Before anything is timed the results are compared, with a float64 reference, the plain loop or one
another. Then all take turns, round by round. MNIST comes from where "deno task mnist" takes it.

Exit codes: 0 measured, whether or not an aim was reached; 1 results do not agree or something of
ours does not run; 2 wrong option.`;
}

const NAME_WIDTH = 9;

function entry(name: string, about: readonly string[]): string {
  return about.map((line, i) => `  ${(i === 0 ? name : "").padEnd(NAME_WIDTH)}${line}`).join("\n");
}
