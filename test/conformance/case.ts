import type { World } from "./world";

/** A prepared call, and the state to check afterwards. */
export interface Step {
  readonly call: () => Promise<unknown>;
  /** @default - no state to check */
  readonly after?: () => Promise<unknown>;
}

/** A difference between an endpoint and AWS, with the reason why AWS's documents are considered correct. */
export interface Difference {
  /** The answer, or the error code. @default - the same as AWS's */
  readonly answer?: string;
  /** @default - the same as AWS's */
  readonly after?: string;
  readonly why: string;
  /** AWS's page that says so. */
  readonly source: string;
}

/** One call in one situation, and AWS's behavior. */
export interface Case {
  /** As policies name it, such as `ec2:AssociateAddress`. */
  readonly action: string;
  /** The state before the call, and the relevant parts of the call. */
  readonly before: string;
  readonly prepare: (world: World) => Promise<Step>;
  /** The response, with names instead of ids; or the error code. */
  readonly answer: string;
  /** The state after the call. @default - not checked */
  readonly after?: string;
  readonly moto?: Difference;
  /** Whether the simulator does not model it. */
  readonly simulator?: Difference;
}

/** The outcome of a case on an endpoint. */
export type Outcome =
  { readonly answer: string; readonly after: string | undefined } | { readonly lacks: string };

/** The cases of one action, each with the situation, the outcome and what prepares it. */
export const casesOf =
  (action: string) =>
  (
    before: string,
    prepare: Case["prepare"],
    outcome: string | readonly [answer: string, after: string],
    moto?: Difference,
    simulator?: Difference,
  ): Case => ({
    action,
    before,
    prepare,
    ...(typeof outcome === "string"
      ? { answer: outcome }
      : { answer: outcome[0], after: outcome[1] }),
    ...(moto && { moto }),
    ...(simulator && { simulator }),
  });
