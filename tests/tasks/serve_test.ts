import { assert, assertEquals, assertMatch } from "@std/assert";
import { useBackend } from "descent/backend";
import { verifyAuditLog } from "descent/serve";
import { permissions } from "../../tasks/serve/start_worker.ts";
import { ROOT } from "../../tasks/shared/files.ts";
import { makePlace, startService } from "./serve_process.ts";

await useBackend("wasm");

// Who is whose child is told by Linux's /proc; Windows passes no signals on.
const ignore = Deno.build.os !== "linux";
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("a request cannot read another file, even through a hole in the service", async () => {
  await using place = await makePlace();
  const secret = `${place.dir}/secret.txt`;
  await Deno.writeTextFile(secret, "the key to the house");
  const settings = { host: "127.0.0.1", port: 0, models: `${place.dir}/models` };
  const ask = async (flags: string[], path: string) => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-check", ...flags, "tests/serve/leaky_service.ts"].concat(
        settings.models,
      ),
      ...{ cwd: ROOT, stdin: "piped", stdout: "piped" },
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(`${path}\n`));
    await writer.close();
    return new TextDecoder().decode((await child.output()).stdout);
  };
  const flags = permissions(settings, `${place.dir}/logs`);
  const [open, narrow, own] = await Promise.all([
    ask(["-A"], secret),
    ask(flags, secret),
    ask(flags, `${settings.models}/sum/routing.json`),
  ]);
  assert(open.includes("the key to the house"), `the hole is there: ${open}`);
  assertMatch(narrow, /^500 .*urn:descent:problem:failed/);
  assert(!narrow.includes("house") && !narrow.includes("secret"), narrow);
  assert(own.includes("current"), "what it may read it can read");
});

Deno.test("the process that answers has these permissions and no other", () => {
  const settings = { host: "127.0.0.1", port: 8000, models: "/srv/models" };
  assertEquals(permissions(settings, "/srv/logs"), [
    "--allow-net=127.0.0.1:8000",
    "--allow-read=/srv/models",
    "--allow-write=/srv/logs",
  ]);
  assertEquals(permissions({ ...settings, host: "::1", models: "/a,b" }, "/c"), [
    "--allow-net=[::1]:8000",
    "--allow-read=/a,,b",
    "--allow-write=/c",
  ]);
});

Deno.test("a running service follows switches, keys and Ctrl-C", { ignore }, async () => {
  await using place = await makePlace();
  const { code, out: key } = await place.task("keys", "add", "phone");
  const { out: boss } = await place.task("keys", "add", "boss", "--scopes", "admin");
  assertEquals(code, 0);
  assertEquals((await Deno.stat(`${place.dir}/keys`)).mode! & 0o777, 0o600);
  const service = await startService(place);
  assertEquals((await service.ask()).status, 401);
  assertEquals((await service.ask(key)).prediction, 3);

  const switched = await place.task("switch", "sum", "2");
  assertEquals(switched.out, "sum: version 2 answers; version 1 answered before");
  await service.until(switched.out);
  assertEquals((await service.ask(key)).prediction, 6);

  const headers = { "content-type": "application/json", "x-api-key": boss };
  const init = { method: "POST", headers, body: '{"version":"1"}' };
  const refused = await fetch(`${service.url}/v1/models/sum:switch`, init);
  assertEquals([refused.status, (await refused.json()).detail], [
    403,
    "This service may not write its models; on its machine run deno task serve switch sum, " +
    "rollback, canary or shadow",
  ]);

  const rolled = await place.task("rollback", "sum");
  await service.until(rolled.out);
  assertEquals((await service.ask(key)).version, "1");

  await Deno.rename(`${place.dir}/keys`, `${place.dir}/lost`);
  await service.until("is gone");
  Deno.kill(await service.worker(), "SIGKILL");
  await service.until("it is started again");
  await service.untilAnswers();
  assertEquals((await service.ask()).status, 401);
  assertEquals((await service.ask(key)).status, 200);
  await Deno.rename(`${place.dir}/lost`, `${place.dir}/keys`);

  assertEquals((await place.task("keys", "revoke", "phone")).code, 0);
  await sleep(1100);
  assertEquals((await service.ask(key)).status, 401);
  assertEquals(await service.end("SIGINT"), 0);
  const { out } = await place.task("audit", "verify");
  assertMatch(out, /audit\.jsonl: 8 entries, each as it was written$/);
});

Deno.test("nothing is lost while versions are switched under load", { ignore }, async () => {
  await using place = await makePlace();
  await using service = await startService(place);
  let going = true;
  const seen: Awaited<ReturnType<typeof service.ask>>[] = [];
  const clients = Array.from({ length: 8 }, async () => {
    while (going) seen.push(await service.ask());
  });
  for (const version of ["2", "1", "2"]) {
    const { out } = await place.task("switch", "sum", version);
    await service.until(out);
  }
  going = false;
  await Promise.all(clients);
  assert(seen.length > 100, `${seen.length}`);
  for (const { status, prediction, version } of seen) {
    assertEquals([status, prediction], [200, version === "1" ? 3 : 6]);
  }
  assertEquals(await service.end("SIGTERM"), 0);
  assertEquals((await verifyAuditLog(`${place.dir}/logs/audit.jsonl`)).entries, seen.length);
});

Deno.test(
  "a killed process is started again, and the log has all that was answered",
  { ignore },
  async () => {
    await using place = await makePlace();
    await using service = await startService(place);
    let answered = 0;
    let going = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (going) {
        const reply = await service.ask().catch(() => undefined); // while nobody listens
        if (reply?.status === 200) answered++;
        else await sleep(20);
      }
    });
    await sleep(300);
    for (let kill = 0; kill < 2; kill++) {
      const before = answered;
      Deno.kill(await service.worker(), "SIGKILL");
      while (answered < before + 50) await sleep(20);
    }
    going = false;
    await Promise.all(clients);
    assert(service.said().includes("has ended (code 137); it is started again"), service.said());
    assertEquals(await service.end("SIGINT"), 0);
    const { entries, cut } = await verifyAuditLog(`${place.dir}/logs/audit.jsonl`);
    assertEquals(cut, 0);
    assert(entries >= answered, `${entries} entries, ${answered} answers`);
    // At most those under way at each kill were written down and never arrived.
    assert(entries <= answered + 2 * clients.length, `${entries} entries, ${answered} answers`);
  },
);

Deno.test("Ctrl-C answers what was accepted, while other clients hang", { ignore }, async () => {
  await using place = await makePlace();
  await using service = await startService(place, "--body-ms", "400", "--max-delay", "300");
  const { hostname, port } = new URL(service.url);
  const hanging = await Deno.connect({ hostname, port: Number(port) });
  await hanging.write(new TextEncoder().encode("POST /predict HTTP/1.1\r\nhost: x\r\n"));
  const accepted = Array.from({ length: 20 }, () => service.ask());
  await sleep(100);
  const ended = service.end("SIGINT");
  for (const { prediction } of await Promise.all(accepted)) assertEquals(prediction, 3);
  assertEquals(await ended, 0);
  hanging.close();
});

Deno.test("what keeps the service from starting is told in one line", { ignore }, async () => {
  await using place = await makePlace();
  const start = (...args: string[]) => place.task("--logs", `${place.dir}/logs`, ...args);
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { code, error } = await start("--port", String(taken.addr.port));
  assertEquals([code, error], [
    1,
    `error: Cannot serve: the address must be free and ours, got "127.0.0.1:${taken.addr.port}"`,
  ]);
  await Deno.writeTextFile(`${place.dir}/broken`, "{");
  const broken = await start("--port", "0", "--keys", `${place.dir}/broken`);
  assertEquals([broken.code, broken.error], [
    1,
    `error: Cannot read the API keys: the file "${place.dir}/broken" must be as ` +
    '"deno task serve keys" wrote it',
  ]);
  const tls = await start("--cert", "/nowhere", "--key", "/nowhere");
  assertEquals([tls.code, tls.error], [
    1,
    'error: Cannot serve: --cert must name a PEM file that can be read, got "/nowhere"',
  ]);
});

Deno.test("versions and keys are listed, and a folder is published once", async () => {
  await using place = await makePlace();
  await place.task("canary", "sum", "2", "0.25");
  const table = await place.task("versions");
  assertEquals(table.out.split("\n").map((line) => line.split(/ {2,}/)), [
    ["model", "version", "made", "score"],
    ["sum", "1", "answers", "2026-01-01"],
    ["sum", "2", "canary 25 %", "2026-01-01"],
  ]);
  const again = await place.task("publish", `${place.dir}/models/sum/2`);
  assertEquals([again.code, again.error], [
    1,
    "error: Cannot publish a model: a version is written once: " +
    `"${place.dir}/models/sum/2" is there already`,
  ]);
  await Deno.rename(`${place.dir}/models/sum/2`, `${place.dir}/two`);
  assertEquals((await place.task("publish", `${place.dir}/two`, "--switch")).out.split("\n"), [
    "sum: version 2 is published",
    "sum: version 2 answers; version 2 answers 25 % of the clients; version 1 answered before",
  ]);
  await place.task("keys", "add", "boss", "--scopes", "predict,admin", "--rate", "30");
  const keys = await place.task("keys", "list");
  assertMatch(keys.out, /^name {2,}scopes {2,}requests a minute\nboss {2,}predict, admin {2,}30$/);
});
