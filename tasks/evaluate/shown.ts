/** A number with four digits behind the point, or as many as a large one needs. */
export function shown(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 5e-5
    ? value.toExponential(1)
    : size >= 1e6
    ? value.toPrecision(6)
    : value.toFixed(size >= 1000 ? 1 : size >= 100 ? 2 : 4);
}

/** Both ends of an interval: `0.8375 … 0.8630`. */
export function shownInterval([low, high]: readonly [number, number]): string {
  return `${shown(low)} … ${shown(high)}`;
}

/** A p-value; below one in ten thousand its digits mean nothing. */
export function shownP(p: number): string {
  return p < 1e-4 ? "< 0.0001" : p.toFixed(4);
}

/** The level as people write it: `95 %`. */
export function shownLevel(level: number): string {
  return `${Number((100 * level).toPrecision(6))} %`;
}

/** How an interval was made, as people call it. */
export function shownMethod(method: string): string {
  return METHODS[method] ?? method;
}

const METHODS: Record<string, string> = {
  "wilson": "Wilson",
  "delong plain": "DeLong",
  "student": "Student's t",
  "woodruff": "Woodruff",
  "bootstrap percentile": "bootstrap",
  "bootstrap basic": "bootstrap",
};
