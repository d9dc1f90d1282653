/** A refusal by AWS: its error code and its text. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    readonly text: string,
  ) {
    super(`api error ${code}: ${text}`);
  }

  /** The same refusal with what was being done, worded as the AWS provider words it; itself is the cause. */
  during(action: string, operation: string): Error {
    return new Error(`${action}: operation error ${operation}, ${this.message}`, { cause: this });
  }
}
