/** Labels of one series. */
export type LabelValues = Record<string, string | number>;

/** Counts and times, told in the text form that Prometheus reads. */
export type Metrics = {
  /** Adds to a count that only grows. */
  count(name: string, labels?: LabelValues, by?: number): void;
  /** Adds a value to a histogram. */
  observe(name: string, value: number, labels?: LabelValues): void;
  /** All of it, with gauges that are only known now. */
  text(gauges?: { name: string; labels?: LabelValues; value: number }[]): string;
};

/** What each series is: its help line, and for a histogram the upper bounds of its buckets. */
export type MetricDefinitions = Record<
  string,
  { help: string; type: "counter" | "gauge" | "histogram"; buckets?: number[] }
>;

/**
 * A set of metrics with fixed names.
 *
 * @param definitions Every series there may be.
 * @returns The metrics, all at 0.
 *
 * Source: Prometheus, text-based exposition format, version 0.0.4.
 */
export function createMetrics(definitions: MetricDefinitions): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<
    string,
    Map<string, { counts: number[]; sum: number; labels: LabelValues }>
  >();
  return {
    count(name, labels = {}, by = 1) {
      const series = seriesOf(name);
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    observe(name, value, labels = {}) {
      const { buckets = [] } = definitions[name]!;
      const all = histograms.get(name) ?? new Map();
      histograms.set(name, all);
      const key = labelText(labels);
      const series = all.get(key) ??
        { counts: new Array<number>(buckets.length + 1).fill(0), sum: 0, labels };
      all.set(key, series);
      let bucket = 0;
      while (bucket < buckets.length && value > buckets[bucket]!) bucket++;
      series.counts[bucket]!++;
      series.sum += value;
    },
    text(gauges = []) {
      const lines: string[] = [];
      for (const [name, { help, type, buckets = [] }] of Object.entries(definitions)) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
        for (const [labels, value] of counters.get(name) ?? []) {
          lines.push(`${name}${labels} ${value}`);
        }
        for (const gauge of gauges.filter((gauge) => gauge.name === name)) {
          lines.push(`${name}${labelText(gauge.labels ?? {})} ${gauge.value}`);
        }
        for (const { counts, sum, labels } of histograms.get(name)?.values() ?? []) {
          let total = 0;
          counts.forEach((count, i) => {
            total += count;
            const le = i < buckets.length ? buckets[i]! : "+Inf";
            lines.push(`${name}_bucket${labelText({ ...labels, le })} ${total}`);
          });
          lines.push(`${name}_sum${labelText(labels)} ${sum}`);
          lines.push(`${name}_count${labelText(labels)} ${total}`);
        }
      }
      return `${lines.join("\n")}\n`;
    },
  };

  function seriesOf(name: string): Map<string, number> {
    const series = counters.get(name) ?? new Map<string, number>();
    counters.set(name, series);
    return series;
  }
}

function labelText(labels: LabelValues): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escaped(value: string | number): string {
  return String(value).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
