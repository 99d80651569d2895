import { ROOT, type SourceFile } from "./files.ts";
import type { Finding } from "./findings.ts";
import { mask } from "./mask.ts";

/** What `deno doc --json` prints, as far as it is read here. */
export type DocOutput = {
  nodes: Record<string, { module_doc?: Docblock; symbols?: DocSymbol[] }>;
};
type Docblock = { doc?: string; tags?: { kind: string; name?: string }[] };
type DocSymbol = { name: string; declarations: Declaration[] };
type Declaration = {
  location: { filename: string; line: number }; // line from 0
  declarationKind: string;
  kind: string;
  jsDoc?: Docblock;
  def?: { params?: Param[]; returnType?: DocType };
};
type DocType = { repr: string; kind: string; value?: { typeParams?: DocType[] } };
type Param = { kind: string; name?: string; left?: Param; arg?: Param };

/**
 * The exports whose docblock does not say what it must: every export what it is; a function also
 * each parameter, the result, an example, and what it throws if its code throws; a class an
 * example; a module that it is one.
 *
 * @param docs What `deno doc --json` prints for the modules.
 * @param files The sources that the exports stand in, to see which throw.
 * @returns One finding for each gap.
 */
export function checkDocumented(docs: DocOutput, files: SourceFile[]): Finding[] {
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  return Object.entries(docs.nodes).flatMap(([url, { module_doc, symbols = [] }]) => {
    const path = pathOf(url);
    const isModule = module_doc?.doc && has(module_doc, "module");
    const gaps = isModule ? [] : [{ path, line: 1, rule: `${path} has no @module docblock` }];
    return [...gaps, ...symbols.flatMap((symbol) => gapsOf(symbol, sources))];
  });
}

/**
 * Overloads are documented together: what one of them says counts for all. What a module only hands
 * on from another module here is looked at there.
 */
function gapsOf({ name, declarations }: DocSymbol, sources: Map<string, string>): Finding[] {
  const exported = declarations.filter(({ declarationKind, kind }) =>
    declarationKind === "export" && kind !== "reference"
  );
  const first = exported[0];
  if (!first) return [];
  const { filename, line } = first.location;
  const path = pathOf(filename);
  const tags = exported.flatMap(({ jsDoc }) => jsDoc?.tags ?? []);
  const body = bodyAt(sources.get(path) ?? "", exported.at(-1)!.location.line);
  const missing = exported.some(({ jsDoc }) => jsDoc?.doc?.trim())
    ? missingTags(first, { tags }, body)
    : ["docblock"];
  return missing.map((what) => ({ path, line: line + 1, rule: `${name} has no ${what}` }));
}

function missingTags(declaration: Declaration, docblock: Docblock, body: string): string[] {
  const missing: string[] = [];
  if (declaration.kind === "function") {
    missing.push(...missingParams(declaration.def?.params ?? [], docblock));
    if (returnsSomething(declaration) && !has(docblock, "return")) missing.push("@returns");
    if (throws(body) && !has(docblock, "throws")) missing.push("@throws");
  }
  const isCode = declaration.kind === "function" || declaration.kind === "class";
  if (isCode && !has(docblock, "example")) missing.push("@example");
  return missing;
}

/** Parameters by name; one that is taken apart has no name, so there the count must do. */
function missingParams(params: Param[], { tags = [] }: Docblock): string[] {
  const told = tags.filter(({ kind }) => kind === "param").map(({ name }) => name);
  const names = params.map(nameOf);
  const untold = names.filter((name) => name && !told.includes(name));
  const missing = untold.map((name) => `@param ${name}`);
  return missing.length === 0 && told.length < names.length
    ? ["@param for each parameter"]
    : missing;
}

function nameOf(param: Param): string | undefined {
  return param.name ?? (param.left && nameOf(param.left)) ?? (param.arg && nameOf(param.arg));
}

function returnsSomething({ def }: Declaration): boolean {
  const type = def?.returnType;
  return type?.kind !== "typePredicate" && !["void", "never", "Promise<void>"].includes(text(type));
}

/** `Promise` has its argument apart: the name alone would not tell a promise of nothing. */
function text(type: DocType | undefined): string {
  const inner = type?.value?.typeParams?.map(text).join(", ");
  return inner ? `${type?.repr}<${inner}>` : type?.repr ?? "";
}

/** An own `throw`, or one of the argument checks of lib/core. */
function throws(body: string): boolean {
  return /\bthrow\b|\bcheck[A-Z]\w*\(/.test(body);
}

/** The code from a line (from 0) up to the brace that closes it, alone at the start of a line. */
function bodyAt(source: string, line: number): string {
  const lines = mask(source).split("\n").slice(line);
  const end = lines.findIndex((text) => /^};?$/.test(text));
  return lines.slice(0, end < 0 ? lines.length : end).join("\n");
}

function has({ tags = [] }: Docblock, kind: string): boolean {
  return tags.some((tag) => tag.kind === kind);
}

function pathOf(url: string): string {
  return url.startsWith(ROOT.href) ? decodeURIComponent(url.slice(ROOT.href.length)) : url;
}
