import { cannot } from "descent/core";
import { exitCode, UsageError } from "../cli/errors.ts";
import { type Cell, lines, type Notebook, writeNotebook } from "./notebook.ts";
import { tidy } from "./tidy.ts";
import { ROOT } from "../shared/files.ts";
import { fromFileUrl } from "./paths.ts";

/**
 * `deno task nb new NAME`: writes a lesson to be filled in.
 *
 * @param names The one name, or a path that ends in `.ipynb`.
 * @returns The exit code.
 * @throws {UsageError} If there is not one name, or it is no name of a lesson.
 * @throws {RangeError} If the file is there already.
 */
export async function create(names: string[]): Promise<number> {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) throw new UsageError("nb", "new takes one NAME");
  const path = name.endsWith(".ipynb") ? name : lessonPath(name);
  if (await Deno.lstat(path).catch(() => undefined)) {
    throw new RangeError(cannot(`write ${path}`, "it must not be there yet"));
  }
  await writeNotebook(path, lesson(titleOf(path)));
  console.log(`${path}: ask, guess, look, check; then "deno task nb run ${path}"`);
  return exitCode.done;
}

function lessonPath(name: string): string {
  if (/^\w+$/.test(name)) return fromFileUrl(new URL(`notebooks/${name}.ipynb`, ROOT));
  throw new UsageError(
    "nb",
    `NAME must be letters, digits and _, as in 05_regression, got "${name}"`,
  );
}

/** `05_linear_regression` as `Linear regression`. */
function titleOf(path: string): string {
  const words = path.replace(/^.*[/\\]|\.ipynb$/g, "").replace(/^\d+_/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A lesson in the form that all have: the question; imports, constants and seed; a guess before
 * each look; a claim at the end that is checked; sources and exercises.
 *
 * @param title What it is about.
 * @returns A notebook that runs as it stands.
 */
export function lesson(title: string): Notebook {
  const cells = [
    text(
      `# ${title}`,
      "",
      "**The question.** What is asked here, in one sentence?",
      "",
      "This lesson shows",
      "",
      "- what is seen first,",
      "- what is measured,",
      "- what follows from it.",
      "",
      "It takes five minutes to read and one to run.",
    ),
    {
      ...code(
        'import { createPrng } from "descent/core";',
        "",
        "const SAMPLES = 1000; // more samples, a narrower answer",
        "const SEED = 0; // same seed, same numbers",
      ),
      metadata: { tags: ["parameters"] },
    },
    text("**Look at the data first.** Guess: where do the values lie?"),
    code(
      "const prng = createPrng(SEED);",
      "const values = Array.from({ length: SAMPLES }, () => prng.next());",
      "values.slice(0, 5);",
    ),
    text(
      "They lie between 0 and 1.",
      "",
      "**Guess.** What is their mean, and how far from it may this sample be?",
    ),
    code(
      "const mean = values.reduce((sum, value) => sum + value, 0) / values.length;",
      "mean;",
    ),
    text("**The claim.** The mean is 1/2, up to four standard errors."),
    code(
      "const error = Math.sqrt(1 / 12 / SAMPLES); // the variance of a uniform value is 1/12",
      "if (Math.abs(mean - 0.5) > 4 * error) throw new Error(`the mean is ${mean}`);",
    ),
    text(
      "**Sources.** Where the idea and the numbers come from.",
      "",
      "**Exercises**",
      "",
      "1. Change a constant at the top. What changes, and by how much?",
      "2. Ask the same of other data.",
      "3. When does the claim fail?",
    ),
  ];
  return tidy({
    cells,
    metadata: { descent: { seconds: 60 } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

function text(...rows: string[]): Cell {
  return { cell_type: "markdown", metadata: {}, source: lines(rows.join("\n")) };
}

function code(...rows: string[]): Cell {
  return { cell_type: "code", metadata: {}, source: lines(rows.join("\n")) };
}
