import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../tasks/cli/errors.ts";
import { parseServeOptions } from "../../tasks/serve/options.ts";

const PLACES = { models: "models", logs: "logs", keys: "keys.json" };

Deno.test("without words the service runs at 127.0.0.1:8000, for everybody on this machine", () => {
  assertEquals(parseServeOptions([]), {
    ...{ command: "run", ...PLACES, host: "127.0.0.1", port: 8000 },
    app: {
      ...{ perMinute: 6000, origins: [], maxRows: 256, auditRows: false, masked: [] },
      body: { maxBytes: 1_048_576, maxMs: 10_000 },
    },
    store: { maxBatch: 64, maxDelayMs: 0, maxQueue: 1024, timeoutMs: 5000 },
  });
});

Deno.test("options of the service are read, also such as are given twice or hold commas", () => {
  const words =
    "--host ::1 --port 0 --cert c --key k --origin a --origin b --mask x,y --audit-rows";
  const options = parseServeOptions(words.split(" "));
  if (options.command !== "run") throw new Error(options.command);
  const { host, port, tls, app } = options;
  assertEquals([host, port, tls], ["::1", 0, { cert: "c", key: "k" }]);
  assertEquals([app.origins, app.masked, app.auditRows], [["a", "b"], ["x", "y"], true]);
});

const COMMANDS: Record<string, object> = {
  "--help": { command: "help" },
  "canary -h": { command: "help" },
  "publish runs/a --switch": { command: "publish", ...PLACES, folder: "runs/a", switch: true },
  "versions": { command: "versions", ...PLACES },
  "--models m versions fuel": { command: "versions", ...PLACES, models: "m", model: "fuel" },
  "switch fuel 2": {
    ...{ command: "route", ...PLACES, model: "fuel" },
    change: { kind: "switch", version: "2" },
  },
  "rollback fuel": { command: "route", ...PLACES, model: "fuel", change: { kind: "rollback" } },
  "canary fuel 2 0.05": {
    ...{ command: "route", ...PLACES, model: "fuel" },
    change: { kind: "canary", canary: { version: "2", share: 0.05 } },
  },
  "canary fuel off": { command: "route", ...PLACES, model: "fuel", change: { kind: "canary" } },
  "shadow fuel 3": {
    ...{ command: "route", ...PLACES, model: "fuel" },
    change: { kind: "shadow", shadow: "3" },
  },
  "shadow fuel off": { command: "route", ...PLACES, model: "fuel", change: { kind: "shadow" } },
  "keys add phone": {
    ...{ command: "keys", ...PLACES },
    work: { kind: "add", name: "phone", scopes: ["predict"], perMinute: 600 },
  },
  "keys add boss --scopes metrics,admin --rate 5": {
    ...{ command: "keys", ...PLACES },
    work: { kind: "add", name: "boss", scopes: ["metrics", "admin"], perMinute: 5 },
  },
  "keys list": { command: "keys", ...PLACES, work: { kind: "list" } },
  "keys revoke phone": { command: "keys", ...PLACES, work: { kind: "revoke", name: "phone" } },
  "audit verify --logs l": { command: "audit", ...PLACES, logs: "l" },
};

for (const [line, expected] of Object.entries(COMMANDS)) {
  Deno.test(`deno task serve ${line} is understood`, () => {
    assertEquals<object>(parseServeOptions(line.split(" ")), expected);
  });
}

const WRONG: Record<string, string> = {
  "swich":
    "the command must be one of publish, versions, switch, rollback, canary, shadow, keys, " +
    'audit, got "swich"',
  "switch fuel": "VERSION is missing",
  "switch fuel 1 2": 'unexpected argument "2"',
  "switch fuel 1 --port 1": "unknown option '--port'",
  "rollback": "MODEL is missing",
  "canary fuel 2": "SHARE is missing",
  "canary fuel 2 1.5": 'SHARE must be a number from 0 to 1, got "1.5"',
  "canary fuel 2 5%": 'SHARE must be a number from 0 to 1, got "5%"',
  "keys": "add, list or revoke is missing",
  "keys add": "NAME is missing",
  "keys change x": 'keys must be one of add, list, revoke, got "change"',
  "keys add x --scopes all": '--scopes must be one of predict, metrics, admin, got "all"',
  "keys add x --rate 0": '--rate must be a whole number of at least 1, got "0"',
  "audit": "verify is missing",
  "--port 70000": '--port must be a whole number from 0 to 65535, got "70000"',
  "--cert a": "TLS needs both --cert and --key",
  "--max-batch 0": '--max-batch must be a whole number of at least 1, got "0"',
  "--timeout 3000000000": '--timeout must be a whole number from 1 to 2147483647, got "3000000000"',
};

for (const [line, message] of Object.entries(WRONG)) {
  Deno.test(`deno task serve ${line} is refused`, () => {
    const text = `${message} (see "deno task serve --help")`;
    assertThrows(() => parseServeOptions(line.split(" ")), UsageError, text);
  });
}
