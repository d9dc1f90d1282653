/** An address that a policy may answer with. */
interface PolicyEndpoint {
  readonly address: string;
  /** Id of its health check. */
  readonly healthCheckId: string;
}

/**
 * The document of a traffic policy that answers with up to eight healthy addresses, in random order.
 * The same endpoints give the same text, so that only a change makes a new version.
 *
 * @param endpoints by key
 */
export function renderTrafficPolicy(endpoints: Readonly<Record<string, PolicyEndpoint>>): string {
  const sorted = Object.entries(endpoints).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({
    AWSPolicyFormatVersion: "2015-10-01",
    RecordType: "A",
    StartRule: "healthy",
    Endpoints: Object.fromEntries(
      sorted.map(([key, { address }]) => [key, { Type: "value", Value: address }]),
    ),
    Rules: {
      healthy: {
        RuleType: "multivalue",
        Items: sorted.map(([key, { healthCheckId }]) => ({
          EndpointReference: key,
          HealthCheck: healthCheckId,
        })),
      },
    },
  });
}
