/**
 * Round numbers from `low` to `high`: multiples of 1, 2 or 5 times a tenth power.
 *
 * @param low Smallest number.
 * @param high Largest number, above `low`.
 * @param about About how many are wanted.
 * @returns The numbers, ascending.
 */
export function ticks(low: number, high: number, about = 5): number[] {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((size) => size >= rough * 0.99)!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A tick as text, with a true minus. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e6)
    ? value.toExponential()
    : String(Number(value.toPrecision(6)));
  return text.replaceAll("-", "−");
}
