import { Problem } from "./problem.ts";

/** How much of a client's patience and memory a body may take. */
export type BodyLimits = {
  /** Bytes. */
  maxBytes: number;
  /** Milliseconds until the last byte must have come. */
  maxMs: number;
  /** Brackets within brackets. */
  maxDepth: number;
};

/**
 * The JSON in a request's body.
 *
 * @param request The request.
 * @param limits Of size, time and depth; a body beyond one is not read further.
 * @returns What the text stands for.
 * @throws {Problem} If it is of another type, too large, too slow, too deep, or no JSON.
 */
export async function readJson(request: Request, limits: BodyLimits): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "application/json";
  if (!/^application\/(\S+\+)?json\s*(;|$)/i.test(type)) {
    throw new Problem("not-json", `The content-type must be application/json, got ${type}`);
  }
  const text = await readText(request, limits);
  checkDepth(text, limits.maxDepth);
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem("bad-json", `The body must be JSON: ${why}`);
  }
}

async function readText(request: Request, { maxBytes, maxMs }: BodyLimits): Promise<string> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes, `${announced}`);
  if (!request.body) throw new Problem("bad-json", "The body must be JSON, got none");
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `The body must arrive within ${maxMs} ms`;
    timer = setTimeout(() => reject(new Problem("slow-body", words)), maxMs);
  });
  try {
    while (true) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      bytes += value.byteLength;
      if (bytes > maxBytes) throw tooLarge(maxBytes, "more");
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {}); // nothing more of it is wanted
    throw error instanceof Problem ? error : new Problem("bad-json", "The body broke off");
  } finally {
    clearTimeout(timer);
    late.catch(() => {});
  }
  return decode(parts, bytes);
}

function decode(parts: Uint8Array[], bytes: number): string {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(whole);
  } catch {
    throw new Problem("bad-json", "The body must be UTF-8");
  }
}

function tooLarge(maxBytes: number, got: string): Problem {
  return new Problem("large-body", `The body must have at most ${maxBytes} bytes, got ${got}`);
}

/** Before parsing, which would follow any depth. */
function checkDepth(text: string, maxDepth: number): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (inText) {
      if (letter === 0x5c) i++; // backslash: what follows is text
      else if (letter === 0x22) inText = false;
    } else if (letter === 0x22) inText = true;
    else if (letter === 0x5b || letter === 0x7b) {
      if (++depth > maxDepth) {
        const words = `The body must have at most ${maxDepth} brackets within each other`;
        throw new Problem("bad-json", words);
      }
    } else if (letter === 0x5d || letter === 0x7d) depth--;
  }
}
