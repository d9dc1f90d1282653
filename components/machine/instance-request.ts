/** Instances of one type that a part of the stack runs. */
export interface InstanceRequest {
  /** Setting of the type. */
  readonly path: string;
  readonly type: string;
  /** Initial number of instances. */
  readonly count: number;
  /** Availability zones of the instances. */
  readonly zones: readonly string[];
}
