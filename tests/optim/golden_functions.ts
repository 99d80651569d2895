import { beale, rosenbrock } from "descent/optim";

type Point = Float64Array;
type Params = Record<string, number>;

/** The functions of golden/optimizers.json, as its `functions` define them. */
export function goldenFunction({ function: name, params }: { function: string; params: Params }) {
  if (name === "beale") return beale();
  if (name === "rosenbrock") return rosenbrock(params);
  if (name === "quadratic") return bowl(params);
  throw new RangeError(`no function ${name}`);
}

/** f = ½ (a x² + b y²) + c x y − d x − e y. */
function bowl({ a = 0, b = 0, c = 0, d = 0, e = 0 }: Params) {
  return {
    loss: ([x = 0, y = 0]: Point) => 0.5 * (a * x * x + b * y * y) + c * x * y - d * x - e * y,
    gradient: ([x = 0, y = 0]: Point) => Float64Array.of(a * x + c * y - d, b * y + c * x - e),
  };
}
