import { oneOf, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** What `deno task nb` can do. */
export const commands = ["run", "check", "fmt", "execute", "clear", "new", "html"] as const;

/** One of {@linkcode commands}. */
export type Command = typeof commands[number];

/** How notebooks shall be run. */
export type RunSettings = {
  paths: string[];
  jobs: number;
  timeoutSeconds: number;
  /** New values of constants, by name. */
  set: Record<string, string>;
  junit?: string;
  html?: string;
  quiet: boolean;
};

/** The whole command line. */
export type NbSettings = RunSettings & {
  command: Command;
  help: boolean;
  verify: boolean;
  out: string;
};

const EVERY_COMMAND = ["help"];
const TAKEN: Record<Command, string[]> = {
  run: ["jobs", "timeout", "set", "junit", "html", "quiet"],
  check: [],
  fmt: [],
  execute: ["jobs", "timeout", "verify", "quiet"],
  clear: [],
  new: [],
  html: ["out"],
};

/**
 * Reads the words after `deno task nb`.
 *
 * @param args The words.
 * @returns What they ask for; `help` if there are none.
 * @throws {UsageError} If the command or an option is not known, or does not fit to the command.
 */
export function parseNbOptions(args: string[]): NbSettings {
  const { values, positionals } = parseTaskArgs("nb", args, {
    help: { type: "boolean", short: "h", default: false },
    jobs: { type: "string", default: "1" },
    timeout: { type: "string", default: "600" },
    set: { type: "string", multiple: true, default: [] },
    junit: { type: "string" },
    html: { type: "string" },
    out: { type: "string", default: "site" },
    verify: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  }, true);
  const [first, ...paths] = positionals;
  const command = first === undefined ? "run" : oneOf("nb", "the command", first, commands);
  refuseOthers(command, args);
  return {
    command,
    paths,
    help: values.help || first === undefined,
    jobs: wholeNumber("nb", "--jobs", values.jobs, 1, 64),
    timeoutSeconds: wholeNumber("nb", "--timeout", values.timeout, 1, 86_400),
    set: Object.fromEntries(values.set.map(assignment)),
    ...values.junit !== undefined && { junit: values.junit },
    ...values.html !== undefined && { html: values.html },
    out: values.out,
    verify: values.verify,
    quiet: values.quiet,
  };
}

/** An option that the command does not read would be a silent mistake. */
function refuseOthers(command: Command, args: string[]): void {
  const taken = [...TAKEN[command], ...EVERY_COMMAND];
  const given = args.flatMap((arg) => arg.match(/^--([^=]+)/)?.[1] ?? []);
  const other = given.find((option) => !taken.includes(option));
  if (other !== undefined) throw new UsageError("nb", `${command} takes no --${other}`);
}

function assignment(text: string): [string, string] {
  const match = text.match(/^([\p{ID_Start}$_][\p{ID_Continue}$]*)=(.*)$/su);
  if (match) return [match[1]!, match[2]!];
  throw new UsageError("nb", `--set must be name=value, got "${text}"`);
}
