/** Settings of the function. */
export interface Settings {
  /** DNS name of the load balancer. */
  readonly dnsName: string;
  /** Id of the IPAM pool of its addresses. */
  readonly poolId: string;
  readonly metricNamespace: string;
  readonly functionName: string;
  /** Name servers as address:port; those of the runtime if empty. */
  readonly dnsServers: readonly string[];
}

/**
 * Reads the settings from the environment of the function.
 *
 * | name             | what                                                           |
 * | ---------------- | -------------------------------------------------------------- |
 * | DNS_NAME         | DNS name of the load balancer                                  |
 * | POOL_ID          | id of the IPAM pool of its addresses                           |
 * | METRIC_NAMESPACE | default Holdfast                                               |
 * | DNS_SERVERS      | address:port, separated by commas; default: the runtime's      |
 *
 * Fails with all problems at once.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const get = (name: string): string => env[name]?.trim() ?? "";
  const missing = ["DNS_NAME", "POOL_ID"].filter((name) => get(name) === "");
  if (missing.length > 0) {
    throw new Error(
      `the environment of the function lacks ${missing.join(" and ")}; set ${missing.length === 1 ? "it" : "them"} in its configuration`,
    );
  }
  return {
    dnsName: get("DNS_NAME"),
    poolId: get("POOL_ID"),
    metricNamespace: get("METRIC_NAMESPACE") || "Holdfast",
    functionName: get("AWS_LAMBDA_FUNCTION_NAME") || "check-pool",
    dnsServers: get("DNS_SERVERS").split(",").filter(Boolean),
  };
}
