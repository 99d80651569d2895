import {
  dcgScore,
  type ItemLists,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcgAtK,
  ndcgScore,
  precisionAtK,
  recallAtK,
} from "descent/metrics";
import fc from "fast-check";
import { type Data, type Kind, type Row, row } from "./row.ts";

const ITEMS = ["ant", "bee", "cat", "dog", "eel", "fox"];
const OTHER = new Map(ITEMS.map((item, i) => [item, ITEMS[ITEMS.length - 1 - i]!.toUpperCase()]));

function queries(rows: readonly (readonly [unknown, unknown])[]): Data {
  return { yTrue: rows.map(([a]) => a), yPred: rows.map(([, b]) => b) };
}

/** Three relevant items a query and a list of all six, so that a perfect list is as long as k. */
const LISTS: Kind = {
  data: fc.array(
    fc.tuple(fc.subarray(ITEMS, { minLength: 3, maxLength: 3 }), fc.shuffledSubarray(ITEMS)),
    { minLength: 2, maxLength: 12 },
  ).map(queries),
  relabelled: ({ yTrue, yPred }) => {
    const renamed = (lists: readonly unknown[]) =>
      lists.map((list) => (list as string[]).map((item) => OTHER.get(item)));
    return { yTrue: renamed(yTrue!), yPred: renamed(yPred!) };
  },
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue! }),
};

/** Grades of four items a query, and scores for them. */
const GRADES: Kind = {
  data: fc.array(
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }).map((list) =>
        list.with(0, 1)
      ),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    ),
    { minLength: 2, maxLength: 12 },
  ).map(queries),
  relabelled: ({ yTrue, yPred }) => ({
    yTrue: yTrue!.map((list) => (list as number[]).map((grade) => grade * 4)),
    yPred: yPred!.map((list) => (list as number[]).map((score) => score / 4)),
  }),
  perfected: ({ yTrue }) => ({ yTrue: yTrue!, yPred: yTrue! }),
};

const laws = {
  relabelling: true,
  repetition: { not: "each query counts once" },
  symmetry: { not: "what is wanted has no order" },
} as const;

function ofLists(name: string, metric: typeof precisionAtK): Row {
  const value = ({ yTrue, yPred }: Data) =>
    metric(yTrue as unknown as ItemLists, yPred as unknown as ItemLists, { k: 3 });
  return row(name, LISTS, value, { ...laws, perfect: { value: 1 } });
}

function ofGrades(name: string, metric: typeof ndcgScore, own: Partial<Row>): Row {
  const value = ({ yTrue, yPred }: Data) =>
    metric(yTrue as unknown as number[][], yPred as unknown as number[][]);
  return row(name, GRADES, value, { ...laws, perfect: { value: 1 }, ...own });
}

export const RANKING: readonly Row[] = [
  ofLists("precisionAtK", precisionAtK),
  ofLists("recallAtK", recallAtK),
  ofLists("meanAveragePrecision", meanAveragePrecision),
  ofLists("meanReciprocalRank", meanReciprocalRank),
  ofLists("ndcgAtK", ndcgAtK),
  ofGrades("ndcgScore", ndcgScore, { symmetry: { not: "only the truth has grades" } }),
  ofGrades("dcgScore", dcgScore, {
    relabelling: { not: "it has the grades' unit" },
    perfect: { not: "it depends on the grades" },
    symmetry: { not: "only the truth has grades" },
  }),
];
