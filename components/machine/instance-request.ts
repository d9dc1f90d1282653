/** Instances of one type that a part of the stack runs. */
export interface InstanceRequest {
  /** The setting that has the type. */
  readonly path: string;
  readonly type: string;
  /** How many it starts with. */
  readonly count: number;
  /** The availability zones that they are in. */
  readonly zones: readonly string[];
}
