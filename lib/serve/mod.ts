/**
 * Models behind HTTP: a folder of versions, a function from request to response, keys, limits, an
 * audit log, and what the latest inputs looked like. Opens no port.
 *
 * @module
 */

export { createApiKey, findApiKey, type Scope, SCOPES, type StoredKey } from "./api_keys.ts";
export { type App, createApp } from "./app.ts";
export type { AuditEnd, AuditEntry, AuditEvent } from "./audit_chain.ts";
export { type AuditLog, openAuditLog } from "./audit_log.ts";
export type { BatchOptions } from "./batcher.ts";
export type { LoadedModel } from "./loaded_model.ts";
export type { Routing } from "./routing.ts";
export { type ModelStore, openStore, type RouteChanges, type StoreOptions } from "./store.ts";
export type { BodyLimits } from "./read_json.ts";
export type { AppOptions } from "./service.ts";
export { readAuditEnd, verifyAuditLog } from "./verify_audit_log.ts";
