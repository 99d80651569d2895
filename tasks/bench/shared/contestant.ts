import { cannot } from "descent/core";
import { readLines } from "./lines.ts";
import type { QuestionTable, Refusal } from "./protocol.ts";

/** How to start a contestant. */
export type Entry = {
  /** Short name for the JSON report and the aims. */
  id: string;
  /** Name for people. */
  label: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
};

/** A contestant at work in a process of its own, so that its memory can be told from the others'. */
export type Contestant<Table extends QuestionTable> = {
  readonly id: string;
  readonly label: string;
  /** Asks one question of the protocol and waits for the answer. One at a time. */
  ask<Name extends keyof Table>(
    name: Name,
    details: Table[Name]["ask"],
  ): Promise<Table[Name]["answer"]>;
  /** The most memory it has held so far (its resident set), where the system tells. */
  peakBytes(): number | undefined;
  /** Ends it. */
  end(): Promise<void>;
};

/** A contestant that cannot take part because its Python lacks a module. */
export class MissingModule extends Error {
  override name = "MissingModule";

  /**
   * @param module The module's name.
   */
  constructor(readonly module: string) {
    super(`module ${module} is not installed`);
  }
}

/**
 * Starts a contestant's process.
 *
 * @param entry Its program.
 * @returns The contestant, which has not been asked anything yet.
 */
export function startContestant<Table extends QuestionTable>(
  { id, label, command, args, env = {} }: Entry,
): Contestant<Table> {
  const child = new Deno.Command(command, {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  const answers = readLines(child.stdout);
  const complaint = lastLines(child.stderr);

  return {
    id,
    label,
    async ask(name, details) {
      const question = JSON.stringify({ do: name, ...details });
      // A process that is gone refuses the question; what it left on its way says more than that.
      await input.write(new TextEncoder().encode(`${question}\n`)).catch(() => {});
      const { value: line, done } = await answers.next();
      if (done) throw new RangeError(cannot(`run ${label}`, `it ended early: ${await complaint}`));
      return read(label, line);
    },
    peakBytes: () => peakBytes(child.pid),
    async end() {
      await input.close().catch(() => {});
      await child.status;
      await complaint;
    },
  };
}

function read<Answer>(label: string, line: string): Answer {
  const answer = parse(label, line) as Answer | Refusal;
  if (!isRefusal(answer)) return answer;
  if (answer.missing !== undefined) throw new MissingModule(answer.missing);
  throw new RangeError(cannot(`run ${label}`, answer.error));
}

function parse(label: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SyntaxError(cannot(`run ${label}`, "it must answer one line of JSON", line));
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "error" in answer;
}

/** What a program says last is why it died; all of it would be pages of a library's stack. */
async function lastLines(stream: ReadableStream<Uint8Array>): Promise<string> {
  const kept: string[] = [];
  for await (const line of readLines(stream)) {
    if (line.trim() !== "") kept.push(line.trim());
    if (kept.length > 3) kept.shift();
  }
  return kept.join(" / ") || "it said nothing";
}

/**
 * Linux's high-water mark of the process. The contestants are not asked themselves: what getrusage
 * tells a process begins with what its parent held when it was started.
 */
function peakBytes(pid: number): number | undefined {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
