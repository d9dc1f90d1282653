import type { World } from "./world";

/** A call, ready to be made, and what is looked at afterwards. */
export interface Step {
  readonly call: () => Promise<unknown>;
  /** @default - nothing changes that is worth a look */
  readonly after?: () => Promise<unknown>;
}

/** Where an endpoint does otherwise than AWS, and why AWS is taken to be right. */
export interface Difference {
  /** The answer, or the error code. @default - the same as AWS's */
  readonly answer?: string;
  /** @default - the same as AWS's */
  readonly after?: string;
  readonly why: string;
  /** AWS's page that says so. */
  readonly source: string;
}

/** One call in one situation, and what AWS does. */
export interface Case {
  /** As policies name it, such as `ec2:AssociateAddress`. */
  readonly action: string;
  /** What there is before the call, and what of the call matters. */
  readonly before: string;
  readonly prepare: (world: World) => Promise<Step>;
  /** The answer, with names in place of ids; or the error code. */
  readonly answer: string;
  /** What there is after the call. @default - not looked at */
  readonly after?: string;
  readonly moto?: Difference;
  /** What the simulator does not model. */
  readonly simulator?: Difference;
}

/** What an endpoint did with a case. */
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
