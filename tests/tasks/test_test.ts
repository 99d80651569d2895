// `deno task test` in a small project of its own, before a JSR that answers, one that is not there,
// and one that never answers.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { closingLine } from "../../tasks/shared/closing_line.ts";
import { ROOT } from "../../tasks/shared/files.ts";
import { importMapWithJsr } from "../../tasks/shared/jsr.ts";

const LOCK = '{\n  "version": "5"\n}\n';
const TEST = `
import * as named from "@std/assert";
import { two } from "small/two";
console.log("@std/assert of", "FROM_JSR" in named ? "JSR" : "the project");
Deno.test("two is two", () => named.assertEquals(two, 2));
Deno.test("two is three", () => named.assertEquals(two, 3));
`;

Deno.test("deno task test uses the project's own assertions, and says so, where there is no JSR", async () => {
  const { code, stdout, left } = await runIn("http://127.0.0.1:1/", ["tests/a_test.ts"]);
  const line = "JSR is not at hand: @std/assert is tests/assert/mod.ts in this run\n";
  assertEquals(stdout.split(line).length, 2);
  assertStringIncludes(stdout, "@std/assert of the project");
  assertEquals([code, stdout.trimEnd().split("\n").at(-1)], [1, "1 passed, 1 failed"]);
  assertEquals(left, { lock: LOCK, temporary: [] });
});

Deno.test("deno task test gives up on a JSR that never answers", async () => {
  await using jsr = serve(() => new Promise<Response>(() => {}));
  const { code, stdout } = await runIn(jsr.url, ["--filter", "two is two"]);
  assertStringIncludes(stdout, "JSR is not at hand");
  assertEquals([code, stdout.trimEnd().split("\n").at(-1)], [0, "1 passed, 0 failed"]);
});

Deno.test("deno task test uses JSR's assertions where JSR answers, and leaves nothing behind", async () => {
  const text = "export const FROM_JSR = 1; export function assertEquals(a: unknown, b: unknown) " +
    '{ if (a !== b) throw new Error("not equal"); }';
  await using jsr = serve(await packageOf(text));
  const { code, stdout, left } = await runIn(jsr.url, ["tests/a_test.ts"]);
  assertStringIncludes(stdout, "@std/assert of JSR");
  assertEquals([code, stdout.trimEnd().split("\n").at(-1)], [1, "1 passed, 1 failed"]);
  assertEquals(left, { lock: LOCK, temporary: [] });
});

Deno.test("importMapWithJsr() spells out what deno.json leaves to Deno", () => {
  const imports = {
    "descent/core": "./lib/core/mod.ts",
    "pkg": "npm:@scope/pkg@1.0.0",
    "@std/assert": "./tests/assert/mod.ts",
  };
  assertEquals(importMapWithJsr(imports, new URL("file:///kit/")).imports, {
    "descent/core": "file:///kit/lib/core/mod.ts",
    "pkg": "npm:@scope/pkg@1.0.0",
    "pkg/": "npm:/@scope/pkg@1.0.0/",
    "@std/assert": "jsr:@std/assert@1.0.19",
    "@std/assert/": "jsr:/@std/assert@1.0.19/",
  });
});

Deno.test("closingLine() reads Deno's last count, and counts a run that never began as a failure", () => {
  const colours =
    "\x1b[0m\x1b[31mFAILED\x1b[0m | 7 passed (2 steps) | 3 failed (1 step) | 1 ignored";
  assertEquals(closingLine(colours, 1), "7 passed, 3 failed");
  assertEquals(
    closingLine("ok | 1 passed | 0 failed (1ms)\nok | 2 passed | 0 failed", 0),
    "2 passed, 0 failed",
  );
  assertEquals(closingLine("error: Type checking failed.", 1), "0 passed, 1 failed");
  assertEquals(closingLine("ok | 2 passed | 0 failed", 1), "2 passed, 1 failed");
});

/** Runs this project's test program in a copy that holds one test file, on an empty cache. */
async function runIn(jsrUrl: string, args: string[]) {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["tmp", "cache", "tests"]) await Deno.mkdir(`${folder}/${name}`);
    await copy("tasks", folder);
    await copy("tests/assert", folder);
    const imports = { "@std/assert": "./tests/assert/mod.ts", "small/two": "./two.ts" };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    await Deno.writeTextFile(`${folder}/deno.lock`, LOCK);
    await Deno.writeTextFile(`${folder}/two.ts`, "export const two: number = 2;");
    await Deno.writeTextFile(`${folder}/tests/a_test.ts`, TEST);
    const env = { JSR_URL: jsrUrl, DENO_DIR: `${folder}/cache`, TMPDIR: `${folder}/tmp` };
    const program = ["run", "--allow-read", "--allow-write", "--allow-run", "tasks/test.ts"];
    const command = new Deno.Command(Deno.execPath(), {
      args: [...program, ...args],
      cwd: folder,
      env,
    });
    const { code, stdout } = await command.output();
    const temporary = Array.from(Deno.readDirSync(`${folder}/tmp`), ({ name }) => name);
    const left = { lock: await Deno.readTextFile(`${folder}/deno.lock`), temporary };
    return { code, stdout: new TextDecoder().decode(stdout), left };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function copy(path: string, to: string): Promise<void> {
  await Deno.mkdir(`${to}/${path}`, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(new URL(path, ROOT))) {
    if (isDirectory) await copy(`${path}/${name}`, to);
    else if (!name.endsWith("_test.ts")) {
      await Deno.copyFile(new URL(`${path}/${name}`, ROOT), `${to}/${path}/${name}`);
    }
  }
}

function serve(answer: (request: Request) => Response | Promise<Response>) {
  const stop = new AbortController();
  const options = { hostname: "127.0.0.1", port: 0, signal: stop.signal, onListen: () => {} };
  const server = Deno.serve(options, answer);
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await server.finished;
    },
  };
}

/** Answers as JSR does for a package of one module, in whichever version is asked for. */
async function packageOf(text: string) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
  const version = importMapWithJsr({}, ROOT).imports["@std/assert"]!.split("@").at(-1)!;
  const meta = { scope: "std", name: "assert", latest: version, versions: { [version]: {} } };
  const files = { "/mod.ts": { size: text.length, checksum } };
  const pages: Record<string, string> = {
    "/@std/assert/meta.json": JSON.stringify(meta),
    [`/@std/assert/${version}_meta.json`]: JSON.stringify({
      manifest: files,
      exports: { ".": "./mod.ts" },
    }),
    [`/@std/assert/${version}/mod.ts`]: text,
  };
  return (request: Request) => {
    const page = pages[new URL(request.url).pathname];
    const type = page === text ? "application/typescript" : "application/json";
    return page === undefined
      ? new Response("", { status: 404 })
      : new Response(page, { headers: { "content-type": type } });
  };
}
