/**
 * KenLM's `lmplz`, `build_binary` and `query`, where they are on PATH; on one core where `taskset` is
 * there too. The programs are started anew in every round, as who uses them does.
 *
 * @module
 */

import { cannot } from "descent/core";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import { type NgramSettings, type NgramTask, QUERY_FILE, trainFile } from "../sizes.ts";

const PROGRAMS = ["lmplz", "build_binary", "query"];

/** Memory for sorting, of which lmplz allocates most: enough that it need not go to disk. */
const MEMORY = "200M";

await answerRace(async ({ folder, settings }) => {
  const missing: string[] = [];
  for (const program of PROGRAMS) if (!await starts(program)) missing.push(program);
  if (missing.length > 0) throw new Error(`${missing.join(", ")} not on PATH`);
  const pinned = await starts("taskset");
  const tasks = (settings as NgramSettings).tasks
    .filter(({ how }) => how === "kneser-ney")
    .map((task) => [task.id, kenlmTask(folder, task, pinned)]);
  const runsOn = pinned ? "1 core" : "its own threads";
  return { runsOn, tasks: Object.fromEntries(tasks) };
});

function kenlmTask(folder: string, { work, order, tokens }: NgramTask, pinned: boolean): RaceTask {
  const run = (words: string[], input?: string) => runProgram(folder, words, { pinned, input });
  const arpa = `kenlm-${order}-${tokens}.arpa`;
  const binary = `kenlm-${order}-${tokens}.bin`;
  const train = () =>
    run(
      ["lmplz", "-o", `${order}`, "-S", MEMORY, "-T", folder, "--discount_fallback"]
        .concat("--text", trainFile(tokens), "--arpa", arpa),
    );
  const query = async () => {
    const { stdout } = await run(["query", "-v", "summary", binary], QUERY_FILE);
    return {
      perplexity: numberAfter(stdout, "Perplexity including OOVs:"),
      unknown: numberAfter(stdout, "OOVs:"),
      tokens: numberAfter(stdout, "Tokens:"),
    };
  };
  const words = Deno.readTextFileSync(`${folder}/${trainFile(tokens)}`).match(/\S+/g)!.length;
  return {
    async check() {
      await train();
      await run(["build_binary", "probing", arpa, binary]);
      const { perplexity, unknown, tokens } = await query();
      return [...await countsIn(`${folder}/${arpa}`), perplexity, unknown, tokens];
    },
    async work() {
      if (work === "query") return (await query()).tokens;
      await train();
      return words;
    },
  };
}

/** The numbers of the lines "ngram 1=…", which stand in the file's first bytes. */
async function countsIn(path: string): Promise<number[]> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(1000);
  const length = await file.read(bytes) ?? 0;
  const head = new TextDecoder().decode(bytes.subarray(0, length));
  return [...head.matchAll(/^ngram \d+=(\d+)$/gm)].map(([, count]) => Number(count));
}

function numberAfter(text: string, name: string): number {
  const line = text.split("\n").find((line) => line.startsWith(name));
  return Number(line?.slice(name.length));
}

async function runProgram(
  folder: string,
  words: string[],
  { pinned, input }: { pinned: boolean; input?: string | undefined },
): Promise<{ stdout: string }> {
  const [program, ...args] = pinned ? ["taskset", "-c", "0", ...words] : words;
  const child = new Deno.Command(program!, {
    args,
    cwd: folder,
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const fed = input === undefined
    ? undefined
    : Deno.open(`${folder}/${input}`).then((file) => file.readable.pipeTo(child.stdin));
  const { success, stdout, stderr } = await child.output();
  await fed;
  if (success) return { stdout: new TextDecoder().decode(stdout) };
  const said = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  throw new Error(cannot(`run ${words[0]}`, `it must end well: ${said}`));
}

async function starts(program: string): Promise<boolean> {
  try {
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    await new Deno.Command(program, { args: ["--help"], ...quiet }).output();
    return true;
  } catch {
    return false;
  }
}
