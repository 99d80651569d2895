import { assertEquals } from "@std/assert";
import { createMetrics } from "../../lib/serve/prometheus.ts";

Deno.test("metrics are told in Prometheus's form", () => {
  const metrics = createMetrics({
    hits_total: { type: "counter", help: "Hits." },
    seconds: { type: "histogram", help: "Time.", buckets: [0.1, 1] },
    level: { type: "gauge", help: "Now." },
  });
  metrics.count("hits_total", { route: 'a"b\\c\n' });
  metrics.count("hits_total", { route: 'a"b\\c\n' }, 2);
  for (const value of [0.05, 0.1, 0.5, 7]) metrics.observe("seconds", value);
  assertEquals(
    metrics.text([{ name: "level", labels: { of: "x" }, value: 1.5 }]),
    `# HELP hits_total Hits.
# TYPE hits_total counter
hits_total{route="a\\"b\\\\c\\n"} 3
# HELP seconds Time.
# TYPE seconds histogram
seconds_bucket{le="0.1"} 2
seconds_bucket{le="1"} 3
seconds_bucket{le="+Inf"} 4
seconds_sum 7.65
seconds_count 4
# HELP level Now.
# TYPE level gauge
level{of="x"} 1.5
`,
  );
});
