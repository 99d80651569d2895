/**
 * Which of tfjs's backends computes: chosen by name or by what the machine has, opened without
 * noise, with the choice and the reason told.
 *
 * @module
 */

export type { BackendInfo, BackendName } from "./backend_info.ts";
export { describeBackend } from "./describe_backend.ts";
export { quietly } from "./quietly.ts";
export { type BackendChoice, useBackend, type UseBackendOptions } from "./use_backend.ts";
