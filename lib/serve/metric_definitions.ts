import type { MetricDefinitions } from "./prometheus.ts";

/** Every series that the service tells. */
export const DEFINITIONS: MetricDefinitions = {
  descent_requests_total: { type: "counter", help: "Requests by route and status." },
  descent_request_seconds: {
    ...{ type: "histogram", help: "Time from request to answer." },
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
  descent_rows_total: { type: "counter", help: "Rows predicted, by model and version." },
  descent_batch_rows: {
    ...{ type: "histogram", help: "Rows that one call of a model answered." },
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  },
  descent_shadow_rows_total: { type: "counter", help: "Rows that a shadow was asked." },
  descent_shadow_failures_total: { type: "counter", help: "Requests that a shadow failed." },
  descent_model_info: { type: "gauge", help: "1 for the version that answers." },
  descent_waiting_rows: { type: "gauge", help: "Rows that wait for a model." },
  descent_drift_rows: { type: "gauge", help: "Latest rows that drift is told from." },
  descent_drift_features: {
    type: "gauge",
    help: "Inputs whose population stability index is above 0.25; of few rows it is so by chance.",
  },
  descent_drift_psi: {
    type: "gauge",
    help: "Population stability index of an input against training; above 0.25 it matters.",
  },
  descent_drift_shift: {
    type: "gauge",
    help: "How far an input's mean has moved, in standard deviations of training.",
  },
  descent_drift_outside: { type: "gauge", help: "Share of values outside of training's range." },
};
