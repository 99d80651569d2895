import { z } from "zod";
import { Problem } from "./problem.ts";

/** `POST /predict`. */
export const PREDICT = z.strictObject({
  features: z.unknown().refine((value) => value !== undefined, "is needed"),
  model: z.string().optional(),
  version: z.string().optional(),
});

/** TensorFlow Serving's `:predict`: rows under one of two names. */
export const INSTANCES = z.strictObject({
  instances: z.unknown().optional(),
  inputs: z.unknown().optional(),
  signature_name: z.string().optional(),
}).refine(
  ({ instances, inputs }) => (instances === undefined) !== (inputs === undefined),
  "must have either instances or inputs",
);

/** The Open Inference Protocol's `infer`: a tensor, flat or nested, with its shape. */
export const INFER = z.looseObject({
  id: z.string().optional(),
  inputs: z.array(z.looseObject({
    name: z.string(),
    shape: z.array(z.int().nonnegative()),
    datatype: z.string(),
    data: z.array(z.unknown()),
  })).length(1, "must hold one tensor"),
});

/** `:switch` */
export const SWITCH = z.strictObject({ version: z.string() });

/** `:route`; null ends a canary or a shadow. */
export const ROUTE = z.strictObject({
  canary: z.strictObject({ version: z.string(), share: z.number().min(0).max(1) }).nullable()
    .optional(),
  shadow: z.string().nullable().optional(),
});

/**
 * A body in the form of a route.
 *
 * @param form The form.
 * @param value What came.
 * @returns The same, known to have that form.
 * @throws {Problem} Naming the first field that is wrong.
 */
export function parseForm<T>(form: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = form.safeParse(value);
  if (success) return data;
  const issue = error.issues[0]!;
  const field = issue.path.join(".");
  const words = `${field || "the body"}: ${issue.message}`;
  throw new Problem("bad-request", words, field === "" ? {} : { field });
}
