/** An AWS error: its code and its message. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    readonly text: string,
  ) {
    super(`api error ${code}: ${text}`);
  }

  /** The same error with the operation, worded as by the AWS provider; the original is the cause. */
  during(action: string, operation: string): Error {
    return new Error(`${action}: operation error ${operation}, ${this.message}`, { cause: this });
  }
}
