/**
 * From records to what a model takes: splits.
 *
 * @module
 */

export { type Split, stratifiedSplit, type StratifiedSplitOptions } from "../core/mod.ts";
