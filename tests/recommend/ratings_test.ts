import { numberIds, ratingsFrom, simulateRatings, splitByTime, topK } from "descent/recommend";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const entries = { users: [1, 0, 1, 0], items: [2, 1, 0, 0], values: [4, 3, 5, 1] };

Deno.test("ratingsFrom() lists each row's entries by rising column, both ways", () => {
  const { byUser, byItem, users, items, n } = ratingsFrom(entries);
  assertEquals([users, items, n], [2, 3, 4]);
  assertEquals(byUser, {
    starts: Uint32Array.of(0, 2, 4),
    columns: Uint32Array.of(0, 1, 0, 2),
    values: Float64Array.of(1, 3, 5, 4),
  });
  assertEquals(byItem, {
    starts: Uint32Array.of(0, 2, 3, 4),
    columns: Uint32Array.of(0, 1, 0, 1),
    values: Float64Array.of(1, 5, 3, 4),
  });
});

Deno.test("ratingsFrom() holds any entries in both forms, whatever their order", () => {
  const cell = fc.record({
    user: fc.nat(6),
    item: fc.nat(9),
    value: fc.integer({ min: 1, max: 9 }),
  });
  const cells = fc.uniqueArray(cell, {
    selector: ({ user, item }) => `${user} ${item}`,
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(fc.property(cells, (cells) => {
    const { byUser, byItem } = ratingsFrom({
      users: cells.map(({ user }) => user),
      items: cells.map(({ item }) => item),
      values: cells.map(({ value }) => value),
    }, { users: 7, items: 10 });
    const list = ({ starts, columns, values }: typeof byUser) =>
      Array.from(values, (value, at) => {
        const row = starts.findLastIndex((start) => start <= at);
        return [row, columns[at]!, value] as const;
      });
    const expected = cells.map(({ user, item, value }) => `${user} ${item} ${value}`).sort();
    assertEquals(list(byUser).map(([u, i, v]) => `${u} ${i} ${v}`).sort(), expected);
    assertEquals(list(byItem).map(([i, u, v]) => `${u} ${i} ${v}`).sort(), expected);
  }));
});

Deno.test("ratingsFrom() adds up events where asked to, and otherwise names the pair", () => {
  const events = { users: [0, 0, 0], items: [1, 0, 1], values: [1, 5, 2] };
  assertEquals(ratingsFrom(events, { duplicates: "sum" }).byUser.values, Float64Array.of(5, 3));
  assertThrows(
    () => ratingsFrom(events),
    RangeError,
    'Cannot make a table of ratings: each pair must come once, or duplicates be "sum", got user 0 ' +
      "and item 1 twice",
  );
});

Deno.test("ratingsFrom() says what is wrong with an entry", () => {
  assertThrows(
    () => ratingsFrom({ ...entries, users: [0, 1, 2, -1] }),
    RangeError,
    "Cannot make a table of ratings: user 3 must be a whole number from 0 to 4294967294, got -1",
  );
  assertThrows(
    () => ratingsFrom(entries, { items: 2 }),
    RangeError,
    "Cannot make a table of ratings: item 0 must be a whole number from 0 to 1, got 2",
  );
  assertThrows(
    () => ratingsFrom({ ...entries, values: [1, 2, NaN, 3] }),
    RangeError,
    "Cannot make a table of ratings: value 2 must be a finite number, got NaN",
  );
  assertThrows(
    () => ratingsFrom({ users: [], items: [], values: [] }),
    RangeError,
    "Cannot make a table of ratings: users must hold at least one value, got []",
  );
});

Deno.test("numberIds() goes there and back", () => {
  fc.assert(fc.property(fc.array(fc.string()), (ids) => {
    const { numbers, ids: distinct, numberOf } = numberIds(ids);
    assertEquals(Array.from(numbers, (number) => distinct[number]!), ids);
    assertEquals(distinct.map((id) => numberOf(id)), distinct.map((_, number) => number));
  }));
});

const log = simulateRatings({ users: 25, items: 60, perUser: 12, seed: 3 });

Deno.test("splitByTime() learns from nothing that is later than a test", () => {
  const { train, test } = splitByTime(log, { testSize: 0.3 });
  assertEquals(test.length, 90);
  const latest = train.reduce((most, i) => Math.max(most, log.times[i]!), -Infinity);
  assert(test.every((i) => log.times[i]! >= latest));
});

Deno.test("splitByTime() of each user's latest leaves everybody a past", () => {
  const { train, test } = splitByTime(log, { testSize: 0.25, latest: "ofEachUser" });
  for (let user = 0; user < 25; user++) {
    const of = (part: Uint32Array) => [...part].filter((i) => log.users[i] === user);
    assertEquals([of(train).length, of(test).length], [9, 3]);
    assert(
      Math.max(...of(train).map((i) => log.times[i]!)) <= Math.min(
        ...of(test).map((i) => log.times[i]!),
      ),
    );
  }
});

Deno.test("splitByTime() refuses a time that is none", () => {
  assertThrows(
    () => splitByTime({ users: [0, 1], times: [1, NaN] }),
    RangeError,
    "Cannot split by time: time 1 must be a finite number, got NaN",
  );
});

Deno.test("topK() agrees with sorting everything, ties by number", () => {
  const score = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(NaN));
  fc.assert(
    fc.property(fc.array(score), fc.integer({ min: 1, max: 8 }), fc.nat(3), (scores, k, bar) => {
      const exclude = scores.length > bar ? [bar] : [];
      const expected = scores.map((_, item) => item)
        .filter((item) => !Number.isNaN(scores[item]) && !exclude.includes(item))
        .sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, k);
      assertEquals([...topK(scores, { k, exclude })], expected);
    }),
  );
});

Deno.test("topK() lets rounding decide nothing", () => {
  assertEquals([...topK([0.3, 0.1 + 0.2])], [0, 1]);
});

Deno.test("topK() refuses what it cannot choose or leave out", () => {
  assertThrows(
    () => topK([1], { k: 0 }),
    RangeError,
    "k must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => topK([1, 2], { exclude: [2] }),
    RangeError,
    "Cannot choose the best: an item to exclude must be one from 0 to 1, got 2",
  );
});

Deno.test("simulateRatings() is the same for the same seed, and stays on the scale", () => {
  const { truth, ...again } = simulateRatings({ users: 25, items: 60, perUser: 12, seed: 3 });
  assertEquals({ ...log, truth }, { ...again, truth });
  assertEquals(truth(3, 7), log.truth(3, 7));
  assert(log.values.every((value) => value >= 0.5 && value <= 5 && Number.isInteger(2 * value)));
  assertEquals(ratingsFrom(log).n, 300); // no pair twice
});

Deno.test("simulateRatings() shows to people rather what they like", () => {
  const { users, items, truth } = simulateRatings({ seed: 1 });
  const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const seen = mean(Float64Array.from(users, (user, i) => truth(user, items[i]!)));
  const all = mean(Float64Array.from({ length: 300 * 240 }, (_, i) => truth(i % 300, i % 240)));
  assert(seen > all + 0.2, `${seen} of what they saw, ${all} of all`);
});
