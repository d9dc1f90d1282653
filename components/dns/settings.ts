import * as v from "valibot";
import { domainName, hostedZoneId, percent, wholeNumber } from "../settings/values";

/* The shape of the section `dns`: the public name of the front door. */

export const dnsSchema = v.pipe(
  v.strictObject({
    zone: domainName("Public hosted zone of the front door's name.", "example.com"),
    createZone: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          "Whether the stack creates the zone, or finds it in the account. Names of RFC 2606, such as example.com, cannot be created.",
        ),
      ),
      false,
    ),
    acceleratedRecovery: v.exactOptional(
      v.pipe(
        v.boolean(),
        v.description(
          "With createZone: keeps records changeable, within 60 minutes, while Route 53's control plane in us-east-1 is down. Free; turning it on or off takes minutes, in which nothing else in the zone can change, and one zone of an account at a time. Default: addresses.protect.",
        ),
        v.examples([true]),
      ),
    ),
    name: v.optional(
      v.pipe(
        v.string(),
        v.description('Name in the zone, without the zone; "" is the zone itself.'),
      ),
      "static",
    ),
    ttlSeconds: v.optional(
      wholeNumber(1, 86_400, "How long clients keep answers, in seconds.", 60),
      60,
    ),
    routing: v.optional(
      v.pipe(
        v.picklist(["multivalue", "weighted", "trafficPolicy"]),
        v.description(
          "How Route 53 chooses among the healthy addresses; trafficPolicy costs $50 a month. A change is one update, without an outage. Where the name is an alias, this is left out.",
        ),
      ),
      "multivalue",
    ),
    migration: v.exactOptional(
      v.pipe(
        v.strictObject({
          from: v.exactOptional(
            v.pipe(
              v.union(
                [
                  domainName("The old endpoint's name.", "old.example.net"),
                  v.strictObject({
                    name: domainName(
                      "DNS name of the old load balancer.",
                      "old-1234567890.us-east-1.elb.amazonaws.com",
                    ),
                    hostedZoneId: hostedZoneId(
                      "Hosted zone of that name, which AWS tells with it.",
                    ),
                  }),
                ],
                "must be the old endpoint's name, or a map of name and hostedZoneId",
              ),
              v.description(
                "The old endpoint: a name, or an AWS load balancer's name and zone. Default: another stack that shares the name.",
              ),
              v.examples(["old.example.net"]),
            ),
          ),
          percent: percent("Share of lookups that get this stack.", 10),
        }),
        v.description(
          "A gradual move between two stacks that share the name, or from an old endpoint: docs/environments.md.",
        ),
        v.examples([{ percent: 10 }]),
      ),
    ),
  }),
  v.description(
    "The front door's public name. No name when absent. Without a front door, `zone` is that of jumpbox and hosts.",
  ),
);

export type DnsSettings = v.InferOutput<typeof dnsSchema>;

/** `dns`, with what AWS says of the zone. */
export interface DnsConfig extends DnsSettings {
  readonly acceleratedRecovery: boolean;
  /** Of a zone that exists. */
  readonly zoneId?: string | undefined;
}
