/** What can be wrong with a request, by the last part of the problem's type. */
export const PROBLEMS = {
  "bad-json": { status: 400, title: "The body is not JSON" },
  "bad-request": { status: 400, title: "The body does not have the form of this route" },
  "bad-input": { status: 422, title: "The input does not fit the model" },
  "no-key": { status: 401, title: "An API key is needed" },
  "no-scope": { status: 403, title: "The API key does not allow this" },
  "read-only": { status: 403, title: "This is not changed by way of HTTP here" },
  "not-found": { status: 404, title: "There is nothing here" },
  "no-method": { status: 405, title: "This route takes another method" },
  "slow-body": { status: 408, title: "The body did not arrive in time" },
  "large-body": { status: 413, title: "The body is too large" },
  "not-json": { status: 415, title: "The body must be application/json" },
  "too-many": { status: 429, title: "Too many requests" },
  "failed": { status: 500, title: "The model could not answer" },
  "closing": { status: 503, title: "The service is shutting down" },
  "timeout": { status: 504, title: "The model did not answer in time" },
} as const;

/** One of them. */
export type ProblemKind = keyof typeof PROBLEMS;

/** Says which part of the request is meant, and when to come again. */
export type ProblemMore = { field?: string; retryAfterSeconds?: number };

/**
 * A request that gets no prediction, with what the client is told.
 *
 * Source: RFC 9457, Problem Details for HTTP APIs.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly kind: ProblemKind,
    detail: string,
    readonly more: ProblemMore = {},
  ) {
    super(detail);
  }

  get status(): number {
    return PROBLEMS[this.kind].status;
  }

  /** The answer, as `application/problem+json`. */
  toResponse(): Response {
    const { status, title } = PROBLEMS[this.kind];
    const { field, retryAfterSeconds } = this.more;
    const body = {
      ...{ type: `urn:descent:problem:${this.kind}`, title, status, detail: this.message },
      ...field !== undefined && { field },
    };
    const headers = new Headers({ "content-type": "application/problem+json" });
    if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
    if (status === 401) headers.set("www-authenticate", 'Bearer realm="descent"');
    return new Response(JSON.stringify(body), { status, headers });
  }
}
