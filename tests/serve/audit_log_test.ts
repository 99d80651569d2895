import { assert, assertEquals, assertRejects } from "@std/assert";
import { openAuditLog, readAuditEnd, verifyAuditLog } from "descent/serve";
import fc from "fast-check";

const EVENT = {
  ...{ time: "2026-01-01T00:00:00Z", key: "phone", method: "POST", route: "/predict" },
  ...{ status: 200, model: "sum", version: "1", input: "ab" },
};

async function withFile(use: (path: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await use(`${dir}/audit.jsonl`);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function write(path: string, count: number): Promise<void> {
  const log = await openAuditLog(path);
  await Promise.all(Array.from({ length: count }, (_, i) => log.append({ ...EVENT, status: i })));
  await log.close();
}

Deno.test("entries follow each other, and the log goes on where it stopped", async () => {
  await withFile(async (path) => {
    await write(path, 3);
    await write(path, 2);
    assertEquals(await verifyAuditLog(path), { entries: 5, cut: 0 });
    const lines = (await Deno.readTextFile(path)).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    assertEquals(lines.map(({ seq }) => seq), [1, 2, 3, 4, 5]);
    assertEquals(lines.map(({ status }) => status), [0, 1, 2, 0, 1]);
    assertEquals(lines[0].previous, "0".repeat(64));
    assertEquals(lines[1].previous, lines[0].hash);
  });
});

Deno.test("an entry is on disk when append() is done", async () => {
  await withFile(async (path) => {
    const log = await openAuditLog(path);
    for (let i = 1; i <= 5; i++) {
      await log.append(EVENT);
      assertEquals((await verifyAuditLog(path)).entries, i);
    }
    assertEquals(log.length, 5);
    await log.close();
  });
});

Deno.test("what a crash cut short is taken off, and the rest stays", async () => {
  await withFile(async (path) => {
    await write(path, 3);
    const whole = await Deno.readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        await Deno.writeFile(path, whole.subarray(0, length));
        const kept = new TextDecoder().decode(whole.subarray(0, length)).split("\n").length - 1;
        await write(path, 1);
        assertEquals(await verifyAuditLog(path), { entries: kept + 1, cut: 0 });
      }),
      { numRuns: 30 },
    );
  });
});

Deno.test("any change of any byte of a whole log shows", async () => {
  await withFile(async (path) => {
    await write(path, 4);
    const whole = await Deno.readFile(path);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 2),
        fc.integer({ min: 32, max: 126 }),
        async (at, byte) => {
          fc.pre(whole[at] !== byte && whole[at] !== 10);
          await Deno.writeFile(path, whole.with(at, byte));
          await assertRejects(
            () => verifyAuditLog(path),
            SyntaxError,
            "Cannot verify the audit log: ",
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

Deno.test("a line that is taken out, put in or moved is named", async () => {
  await withFile(async (path) => {
    await write(path, 4);
    const lines = (await Deno.readTextFile(path)).trim().split("\n");
    const [a, b, c, d] = lines as [string, string, string, string];
    const cases: [string[], string][] = [
      [[a, c, d], "line 2 of PATH must be as it was written: it is number 3"],
      [[b, c, d], "line 1 of PATH must be as it was written: it is number 2"],
      [[a, a, b], "line 2 of PATH must be as it was written: it is number 1"],
      [[a, "x", c], "line 2 of PATH must be as it was written: it is no JSON"],
      [
        [a, b.replace('"status":1', '"status":9'), c],
        "line 2 of PATH must be as it was written: it was changed",
      ],
      [
        [a, b.replace(/"previous":"."/, '"previous":"x"'), c].map((line, i) =>
          i === 1
            ? line.replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${"1".repeat(64)}"`)
            : line
        ),
        "line 2 of PATH must be as it was written: it does not follow the line before",
      ],
    ];
    for (const [changed, why] of cases) {
      await Deno.writeTextFile(path, `${changed.join("\n")}\n`);
      const error = await assertRejects(() => verifyAuditLog(path), SyntaxError);
      const text = `Cannot verify the audit log: ${why.replace("PATH", JSON.stringify(path))}`;
      assertEquals(error.message, text);
      await assertRejects(() => openAuditLog(path), SyntaxError, "Cannot open the audit log: ");
    }
  });
});

Deno.test("verifyAuditLog() says that there is no log", async () => {
  await assertRejects(
    () => verifyAuditLog("/nowhere/audit.jsonl"),
    TypeError,
    'Cannot verify the audit log: the file "/nowhere/audit.jsonl" must be there and readable',
  );
});

Deno.test("a log of thousands of events in a row is whole", async () => {
  await withFile(async (path) => {
    const log = await openAuditLog(path);
    const appended: Promise<void>[] = [];
    for (let i = 0; i < 2000; i++) {
      appended.push(log.append(EVENT));
      if (i % 97 === 0) await appended.at(-1);
    }
    await log.close();
    await Promise.all(appended);
    assertEquals(await verifyAuditLog(path), { entries: 2000, cut: 0 });
    assert((await Deno.stat(path)).size > 2000 * 100);
  });
});

Deno.test("readAuditEnd() tells from the last line what a check of all lines tells", async () => {
  await withFile(async (path) => {
    assertEquals((await readAuditEnd(path)).entries, 0);
    for (const rest of ["", '{"seq":'.padEnd(90_000, "x")]) {
      const log = await openAuditLog(path, await readAuditEnd(path));
      await log.append({ ...EVENT, rows: "long".repeat(50_000) }); // longer than one look
      await log.append(EVENT);
      await log.close();
      await Deno.writeTextFile(path, rest, { append: true });
      const { entries, cut } = await readAuditEnd(path);
      assertEquals({ entries, cut }, await verifyAuditLog(path));
      assertEquals(cut, rest.length);
    }
    const log = await openAuditLog(path, await readAuditEnd(path));
    await log.append(EVENT);
    await log.close();
    assertEquals(await verifyAuditLog(path), { entries: 5, cut: 0 });
  });
});

Deno.test("readAuditEnd() refuses a last line that was changed", async () => {
  await withFile(async (path) => {
    await write(path, 2);
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace(/"status":1/, '"status":9'));
    await assertRejects(
      () => readAuditEnd(path),
      SyntaxError,
      `Cannot open the audit log: the last line of "${path}" must be as it was written: it was changed`,
    );
  });
});
