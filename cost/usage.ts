import * as v from "valibot";

const amount = (what: string, byDefault: number) =>
  v.optional(
    v.pipe(
      v.number("must be a number"),
      v.minValue(0, "must be 0 or more"),
      v.maxValue(1e12, "must be at most 1e12"),
      v.description(what),
    ),
    byDefault,
  );

/**
 * The assumed usage of a stack in a month of 730 hours, for prices that depend on it. GB are those of AWS's
 * bills. Loads are averages over the month, not peaks.
 */
export const usageSchema = v.strictObject({
  ingressGb: amount("GB from clients, through the front door.", 500),
  egressGb: amount("GB to clients on the internet.", 500),
  newConnectionsPerSecond: amount("New client connections per second.", 50),
  activeConnections: amount("Concurrent client connections.", 1000),
  crossAzGb: amount("GB between availability zones, counted once.", 500),
  natGb: amount("GB through NAT gateways, both directions.", 100),
  endpointGb: amount("GB through interface endpoints, both directions.", 100),
  dnsQueriesMillions: amount("Millions of DNS queries to the stack's zones.", 1),
  flowLogsGb: amount("GB of flow logs.", 10),
  logsGb: amount("GB of all other logs.", 1),
  s3Gb: amount("GB in each S3 bucket.", 1),
  messagesMillions: amount("Millions of requests to queues, and of publications to topics.", 0.01),
  lambdaRequests: amount("Invocations of each Lambda function: 43,800 is one a minute.", 43_800),
  lambdaSeconds: amount("Duration of a Lambda invocation, in seconds.", 1),
});

/** Monthly traffic, complete. */
export type Usage = v.InferOutput<typeof usageSchema>;
/** Monthly traffic as given; missing values have their defaults. */
export type UsageSettings = v.InferInput<typeof usageSchema>;

/** The meaning of each usage value. */
export const USAGE_MEANINGS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(usageSchema.entries).map(([key, { wrapped }]) => [
    key,
    v.getDescription(wrapped) ?? "",
  ]),
);

/**
 * Fills the defaults in.
 *
 * @throws {Error} with every value that is not a number of at least 0, and every unknown key
 */
export function resolveUsage(given: unknown = {}): Usage {
  const result = v.safeParse(usageSchema, given);
  if (result.success) return result.output;
  const known = Object.keys(usageSchema.entries).join(", ");
  const problems = result.issues.map((issue) => {
    const path = ["usage", ...(issue.path ?? []).map(({ key }) => String(key))].join(".");
    return issue.expected === "never"
      ? `${path} is unknown; usage has ${known}`
      : `${path}: ${issue.message}, got ${JSON.stringify(issue.input)}`;
  });
  throw new Error(problems.join("\n"));
}
