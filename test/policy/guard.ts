import * as sdk from "@pulumi/policy";

interface Guard {
  /** Throws where a property is read whose value is unknown. */
  readonly unknownCheckingProxy: (properties: Record<string, unknown>) => Record<string, unknown>;
  readonly UnknownValueError: new () => Error;
}

/** Exported by the SDK, but left out of its types. */
export const { unknownCheckingProxy, UnknownValueError } = sdk as unknown as Guard;
