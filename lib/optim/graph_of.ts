import type { Scalar } from "./scalar.ts";

/** The graph of a computation, as plain data: `descent/plot` draws it. */
export type ComputationGraph = {
  /** The numbers, each after its inputs; the result is last. */
  nodes: ComputationNode[];
  /** What goes into what, by positions in `nodes`. */
  edges: ComputationEdge[];
};

/** A number in a computation. */
export type ComputationNode = {
  /** Its name, or the operation it came from. */
  label: string;
  /** The number. */
  value: number;
  /** The derivative of the result by it. */
  gradient: number;
};

/** The use of a number in an operation. */
export type ComputationEdge = {
  /** The input's position in the nodes. */
  from: number;
  /** The operation's position in the nodes. */
  to: number;
  /** By how much the operation's value changes when the input's does. */
  slope: number;
};

/**
 * What was computed and what comes back: the graph behind a {@linkcode Scalar}, with the derivative
 * of the result at every node.
 *
 * @param result Where the computation ended.
 * @returns Nodes in the order of computing, and edges.
 *
 * @example
 * ```ts
 * import { graphOf, Scalar } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { nodes, edges } = graphOf(new Scalar(3, "w").times(2));
 * assertEquals(nodes.map(({ label }) => label).sort(), ["2", "w", "×"]);
 * assertEquals(nodes.at(-1), { label: "×", value: 6, gradient: 1 });
 * assertEquals(edges.length, 2);
 * ```
 */
export function graphOf(result: Scalar): ComputationGraph {
  const order = result.order();
  const gradients = result.backward();
  const places = new Map(order.map((node, i) => [node, i]));
  return {
    nodes: order.map((node) => ({
      label: node.label,
      value: node.value,
      gradient: gradients.get(node)!,
    })),
    edges: order.flatMap(({ inputs }, to) =>
      inputs.map(({ from, slope }) => ({ from: places.get(from)!, to, slope }))
    ),
  };
}
