/** Thousands parted by commas: `60,000`. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** A count and its noun: `1 epoch`, `5 epochs`. */
export function counted(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A share as a percentage: `97.99 %`. */
export function percent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** Milliseconds as seconds with a tenth: `1.8 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Bytes as megabytes (10⁶): `412 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
