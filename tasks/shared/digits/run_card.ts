import type { BackendInfo } from "descent/backend";
import type { TrainResult } from "descent/nn";
import config from "../../../deno.json" with { type: "json" };
import type { LayerRow } from "./model_table.ts";
import type { Run, RunSettings, RunSource } from "./run.ts";
import type { TestResult } from "./test_model.ts";
import type { Trained } from "./train_model.ts";

/** All that is needed to know what was run, on what, with what result, and to run it again. */
export type RunCard = {
  format: "descent run card";
  formatVersion: 1;
  task: Run["task"];
  /** When the run began, ISO 8601 in UTC. */
  startedAt: string;
  /** How it differs from the documented run; empty for that one. */
  differences: string[];
  settings: RunSettings;
  data: RunSource & { trainImages: number; validationImages?: number; testImages: number };
  model: { layers: LayerRow[]; parameters: number };
  backend: BackendInfo;
  training: Pick<TrainResult, "path" | "why" | "steps" | "epochs">;
  test: TestResult;
  /** Milliseconds; to the first step and in all since the process began. */
  times: { firstStepMs: number; trainMs: number; testMs: number; totalMs: number };
  /** The most memory that the process held, in bytes. */
  peakMemoryBytes: number;
  versions: Record<"descent" | "deno" | "v8" | "typescript" | "tfjs", string>;
  machine: { os: string; arch: string; cores: number };
};

/** What a run card is made of. */
export type RunCardParts = {
  startedAt: string;
  run: Run;
  trained: Trained;
  test: TestResult;
  testMs: number;
  peakMemoryBytes: number;
};

/**
 * Makes the run card of a finished run.
 *
 * @param parts What was run and how it went.
 * @returns The card, ready for JSON.
 */
export function makeRunCard(parts: RunCardParts): RunCard {
  const { startedAt, run, trained, test, testMs, peakMemoryBytes } = parts;
  const { data, machinery, layers } = run;
  const { path, why, steps, epochs, elapsedMs } = trained.training;
  return {
    format: "descent run card",
    formatVersion: 1,
    task: run.task,
    startedAt,
    differences: run.differences,
    settings: run.settings,
    data: {
      ...data.source,
      trainImages: data.train.digits.n,
      ...data.validation && { validationImages: data.validation.digits.n },
      testImages: data.test.digits.n,
    },
    model: { layers, parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0) },
    backend: machinery.backend,
    training: { path, why, steps, epochs },
    test,
    times: {
      firstStepMs: trained.firstStepMs,
      trainMs: elapsedMs,
      testMs,
      totalMs: performance.now(),
    },
    peakMemoryBytes,
    versions: { descent: versionOfDescent(), ...Deno.version, tfjs: machinery.tfjsVersion },
    machine: {
      os: Deno.build.os,
      arch: Deno.build.arch,
      cores: navigator.hardwareConcurrency,
    },
  };
}

function versionOfDescent(): string {
  return "version" in config ? String(config.version) : "unreleased";
}
