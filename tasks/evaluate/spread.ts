import { type Estimate, tTestOfMoments } from "descent/metrics";

/** Mean and variance of numbers that pass by (Welford's updates). */
export class Spread {
  n = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.n++;
    const from = value - this.mean;
    this.mean += from / this.n;
    this.#squares += from * (value - this.mean);
  }

  /** The variance, divided by n − 1; 0 for one number. */
  get variance(): number {
    return this.n < 2 ? 0 : this.#squares / (this.n - 1);
  }

  /** The mean with Student's interval; without width where nothing varies. */
  estimate(level: number): Estimate {
    const { n, mean, variance } = this;
    if (variance === 0) return { value: mean, interval: [mean, mean], n, method: "student" };
    return tTestOfMoments({ mean, variance, n }, { level }).difference;
  }
}
