import * as pulumi from "@pulumi/pulumi";
import { HealthCheck } from "@pulumi/aws/route53/healthCheck";
import { checkArgs } from "../settings/check-args";
import { validateHealthChecks } from "./check-args";
import { named } from "../tags";
import type { HealthChecksArgs, CheckedEndpoint } from "./args";

/**
 * A Route 53 health check of each address: HTTP, 200 within 6 seconds is healthy. An address that stops
 * answering is unhealthy after 10 to 30 seconds with the defaults, 90 seconds with `intervalSeconds: 30`.
 *
 * Each costs $0.50 a month, of which an account's first 50 are free, and $1.00 more at 10 seconds.
 *
 * Creates `<name>-<key>` for each address.
 *
 * @example
 * ```ts
 * const checks = new HealthChecks("health", { addresses: tier.addresses, ...tier.health });
 * ```
 */
export class HealthChecks extends pulumi.ComponentResource {
  /** By key of the address. */
  readonly ids: Readonly<Record<string, pulumi.Output<string>>>;
  /** The addresses with their health checks, by key, for the `endpoints` of a `RoutedRecord`. */
  readonly endpoints: Readonly<Record<string, CheckedEndpoint>>;

  constructor(name: string, args: HealthChecksArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("HealthChecks", name, validateHealthChecks(args));
    super("holdfast:dns:HealthChecks", name, {}, opts);
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const [key, ipAddress] of Object.entries(args.addresses)) {
      const check = new HealthCheck(
        `${name}-${key}`,
        {
          type: "HTTP",
          ipAddress,
          port: args.port,
          resourcePath: args.path ?? "/health",
          requestInterval: args.intervalSeconds ?? 10,
          failureThreshold: args.failureThreshold ?? 3,
          tags: named(`${name}-${key}`, args.tags),
        },
        { parent: this },
      );
      ids[key] = check.id;
    }
    this.ids = ids;
    this.endpoints = Object.fromEntries(
      Object.entries(args.addresses).map(([key, address]) => [
        key,
        { address, healthCheckId: ids[key]! },
      ]),
    );
    this.registerOutputs({ ids, endpoints: this.endpoints });
  }
}
