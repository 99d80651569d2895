/** A word before which a slash starts a pattern, not a division. */
const BEFORE_PATTERN =
  /(^|[^\w$.])(return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/**
 * The code of a TypeScript source with everything that is not code blanked out: comments, and what
 * stands inside quotes, templates and patterns. Length, line breaks and the quotes themselves stay,
 * so that a place in the result is the same place in the source.
 *
 * @param source The text of a TypeScript file.
 * @returns Text of the same length.
 */
export function mask(source: string): string {
  let code = "";
  const blank = (end: number) => code += source.slice(code.length, end).replace(/[^\n]/g, " ");
  const keep = (end: number) => code += source.slice(code.length, end);
  const braces: ("code" | "template")[] = []; // what each open brace will return to

  while (code.length < source.length) {
    const at = code.length;
    const char = source[at]!;
    if (source.startsWith("//", at)) blank(endOr(source.indexOf("\n", at), source));
    else if (source.startsWith("/*", at)) blank(endOr(source.indexOf("*/", at + 2), source, 2));
    else if (char === '"' || char === "'") quoted(stringEnd(source, at));
    else if (char === "`") template(at + 1);
    else if (char === "/" && startsPattern(code)) quoted(patternEnd(source, at));
    else if (char === "}" && braces.pop() === "template") template(at + 1);
    else {
      if (char === "{") braces.push("code");
      keep(at + 1);
    }
  }
  return code;

  function quoted(end: number): void {
    keep(code.length + 1);
    blank(end - 1);
    keep(end);
  }

  /** From behind a backtick or the brace that ends an expression, up to the next of either. */
  function template(start: number): void {
    let end = start;
    while (end < source.length && source[end] !== "`" && !source.startsWith("${", end)) {
      end += source[end] === "\\" ? 2 : 1;
    }
    if (source.startsWith("${", end)) braces.push("template");
    keep(start);
    blank(Math.min(end, source.length));
    keep(Math.min(end + (source[end] === "$" ? 2 : 1), source.length));
  }
}

function endOr(found: number, source: string, width = 0): number {
  return found < 0 ? source.length : found + width;
}

/** A string ends at its quote, or at the line's end if somebody forgot it. */
function stringEnd(source: string, start: number): number {
  let end = start + 1;
  while (end < source.length && source[end] !== source[start] && source[end] !== "\n") {
    end += source[end] === "\\" ? 2 : 1;
  }
  return Math.min(end + 1, source.length);
}

function patternEnd(source: string, start: number): number {
  let inClass = false; // [/] does not end a pattern
  let end = start + 1;
  while (end < source.length && source[end] !== "\n" && (inClass || source[end] !== "/")) {
    if (source[end] === "[") inClass = true;
    if (source[end] === "]") inClass = false;
    end += source[end] === "\\" ? 2 : 1;
  }
  return Math.min(end + 1, source.length);
}

/** A slash divides after a value (`x`, `x!`, `x++`) and starts a pattern after anything else. */
function startsPattern(codeBefore: string): boolean {
  const before = codeBefore.slice(-200).trimEnd();
  const afterValue = /([\w$)\]}"'`]!*|\+\+|--)$/.test(before);
  return !afterValue || BEFORE_PATTERN.test(before);
}
