import type { AppOptions, Scope, StoreOptions } from "descent/serve";
import { SCOPES } from "descent/serve";
import { oneOf, type OptionTable, parseTaskArgs, wholeNumber } from "../cli/args.ts";
import { UsageError } from "../cli/errors.ts";

/** Where things are kept. */
export type Places = { models: string; logs: string; keys: string };

/** Settings of the service that need no file: they go to the process that answers as they are. */
export type Limits = {
  app: Pick<AppOptions, "perMinute" | "origins" | "maxRows" | "auditRows" | "masked" | "body">;
  store: StoreOptions;
};

/** The service itself. */
export type RunOptions = Places & Limits & {
  command: "run";
  host: string;
  port: number;
  /** Files for TLS. */
  tls?: { cert: string; key: string };
};

/** A change of which version answers. */
export type RouteOptions = Places & {
  command: "route";
  model: string;
  change:
    | { kind: "switch"; version: string }
    | { kind: "rollback" }
    | { kind: "canary"; canary?: { version: string; share: number } }
    | { kind: "shadow"; shadow?: string };
};

/** Work on API keys. */
export type KeysOptions = Places & {
  command: "keys";
  work:
    | { kind: "add"; name: string; scopes: Scope[]; perMinute: number }
    | { kind: "list" }
    | { kind: "revoke"; name: string };
};

/** What `deno task serve` was asked for. */
export type ServeOptions =
  | { command: "help" }
  | RunOptions
  | RouteOptions
  | KeysOptions
  | Places & { command: "publish"; folder: string; switch: boolean }
  | Places & { command: "versions"; model?: string }
  | Places & { command: "audit" };

const TASK = "serve";

const PLACES = {
  models: { type: "string", default: "models" },
  logs: { type: "string", default: "logs" },
  keys: { type: "string", default: "keys.json" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const RUN = {
  ...PLACES,
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "8000" },
  cert: { type: "string" },
  key: { type: "string" },
  rate: { type: "string", default: "6000" },
  origin: { type: "string", multiple: true, default: [] as string[] },
  "max-rows": { type: "string", default: "256" },
  "max-bytes": { type: "string", default: String(2 ** 20) },
  "body-ms": { type: "string", default: "10000" },
  "max-batch": { type: "string", default: "64" },
  "max-delay": { type: "string", default: "0" },
  "max-queue": { type: "string", default: "1024" },
  timeout: { type: "string", default: "5000" },
  "audit-rows": { type: "boolean", default: false },
  mask: { type: "string", default: "" },
} as const;

const KEYS = {
  ...PLACES,
  scopes: { type: "string", default: "predict" },
  rate: { type: "string", default: "600" },
} as const;

const PUBLISH = { ...PLACES, switch: { type: "boolean", default: false } } as const;

/**
 * Reads the command line of `deno task serve`.
 *
 * @param args The words after `deno task serve`.
 * @returns What is to be done.
 * @throws {UsageError} If a word or an option is unknown or has a wrong value.
 */
export function parseServeOptions(args: string[]): ServeOptions {
  if (args.includes("--help") || args.includes("-h")) return { command: "help" };
  const first = firstWord(args);
  if (first === undefined) return parseRun(args);
  if (!Object.hasOwn(PARSERS, first)) {
    const known = Object.keys(PARSERS).join(", ");
    throw new UsageError(TASK, `the command must be one of ${known}, got "${first}"`);
  }
  return PARSERS[first]!(args.toSpliced(args.indexOf(first), 1));
}

/** The first word that is no option and no value of one. */
function firstWord(args: string[]): string | undefined {
  const table: OptionTable = { ...RUN, ...KEYS, ...PUBLISH };
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (!word.startsWith("-")) return word;
    if (table[word.slice(2)]?.type === "string") i++;
  }
}

const PARSERS: Record<string, (args: string[]) => ServeOptions> = {
  publish(args) {
    const { values, words } = parse(args, PUBLISH, ["FOLDER"]);
    return { command: "publish", ...placesOf(values), folder: words[0]!, switch: values.switch };
  },
  versions(args) {
    const { values, words } = parse(args, PLACES, ["[MODEL]"]);
    const [model] = words;
    return { command: "versions", ...placesOf(values), ...model !== undefined && { model } };
  },
  switch(args) {
    const { values, words } = parse(args, PLACES, ["MODEL", "VERSION"]);
    return route(values, words, { kind: "switch", version: words[1]! });
  },
  rollback(args) {
    const { values, words } = parse(args, PLACES, ["MODEL"]);
    return route(values, words, { kind: "rollback" });
  },
  canary(args) {
    const { values, words } = parse(args, PLACES, ["MODEL", "VERSION", "[SHARE]"]);
    const [, version, share] = words as [string, string, string?];
    if (version === "off" && share === undefined) return route(values, words, { kind: "canary" });
    if (share === undefined) throw new UsageError(TASK, "SHARE is missing");
    const canary = { version, share: shareOf(share) };
    return route(values, words, { kind: "canary", canary });
  },
  shadow(args) {
    const { values, words } = parse(args, PLACES, ["MODEL", "VERSION"]);
    const [, version] = words as [string, string];
    const isOff = version === "off";
    return route(values, words, { kind: "shadow", ...!isOff && { shadow: version } });
  },
  keys: parseKeys,
  audit(args) {
    const { values, words } = parse(args, PLACES, ["verify"]);
    oneOf(TASK, "audit", words[0]!, ["verify"]);
    return { command: "audit", ...placesOf(values) };
  },
};

function parseKeys(args: string[]): KeysOptions {
  const { values, words } = parse(args, KEYS, ["add, list or revoke", "[NAME]"]);
  const kind = oneOf(TASK, "keys", words[0]!, ["add", "list", "revoke"]);
  const common = { command: "keys", ...placesOf(values) } as const;
  if (kind === "list") return { ...common, work: { kind } };
  const name = words[1];
  if (name === undefined) throw new UsageError(TASK, "NAME is missing");
  if (kind === "revoke") return { ...common, work: { kind, name } };
  const scopes = listOf(values.scopes).map((scope) => oneOf(TASK, "--scopes", scope, SCOPES));
  const perMinute = wholeNumber(TASK, "--rate", values.rate, 1);
  return { ...common, work: { kind, name, scopes, perMinute } };
}

function parseRun(args: string[]): RunOptions {
  const { values } = parse(args, RUN, []);
  const number = (option: keyof typeof RUN, min = 1, max?: number) =>
    wholeNumber(TASK, `--${option}`, values[option] as string, min, max);
  const { cert, key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError(TASK, "TLS needs both --cert and --key");
  }
  return {
    ...{ command: "run", ...placesOf(values), host: values.host, port: number("port", 0, 65_535) },
    ...cert !== undefined && key !== undefined && { tls: { cert, key } },
    app: {
      ...{ perMinute: number("rate"), origins: values.origin, maxRows: number("max-rows") },
      ...{ auditRows: values["audit-rows"], masked: listOf(values.mask) },
      body: { maxBytes: number("max-bytes"), maxMs: number("body-ms", 1, MAX_MS) },
    },
    store: {
      ...{ maxBatch: number("max-batch"), maxDelayMs: number("max-delay", 0, MAX_MS) },
      ...{ maxQueue: number("max-queue"), timeoutMs: number("timeout", 1, MAX_MS) },
    },
  };
}

/** What a timer can wait: 2³¹ − 1 ms, some 24 days. */
const MAX_MS = 2 ** 31 - 1;

/** Options and as many words as a command has. */
function parse<T extends OptionTable>(args: string[], table: T, form: string[]) {
  const { values, positionals: words } = parseTaskArgs(TASK, args, table, true);
  const least = form.filter((word) => !word.startsWith("[")).length;
  if (words.length > form.length) {
    throw new UsageError(TASK, `unexpected argument ${JSON.stringify(words[form.length])}`);
  }
  if (words.length < least) throw new UsageError(TASK, `${form[words.length]} is missing`);
  return { values, words };
}

function placesOf({ models, logs, keys }: Places): Places {
  return { models, logs, keys };
}

function route(
  values: Places,
  [model]: string[],
  change: RouteOptions["change"],
): RouteOptions {
  return { command: "route", ...placesOf(values), model: model!, change };
}

function shareOf(text: string): number {
  const share = /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new UsageError(TASK, `SHARE must be a number from 0 to 1, got "${text}"`);
}

function listOf(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}
