import { AwsError } from "./errors";

/** Route 53's error for a batch of changes. */
export const refusedChange = (problem: string): AwsError =>
  new AwsError("InvalidChangeBatch", `[${problem}]`);
