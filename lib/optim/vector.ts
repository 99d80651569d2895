/** Σ aᵢ bᵢ of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** √Σ aᵢ². */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** √Σ (aᵢ − bᵢ)². */
export function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

/** a + t b, a new vector. */
export function along(a: Float64Array, t: number, b: Float64Array): Float64Array {
  return a.map((value, i) => value + t * b[i]!);
}

/** a += t b. */
export function addInPlace(a: Float64Array, t: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i]! += t * b[i]!;
}

/** Whether all numbers are finite. */
export function allFinite(a: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * 0; // 0 for what is finite, otherwise NaN
  return sum === 0;
}
