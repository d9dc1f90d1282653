import * as v from "valibot";

/* The shape of the section `dns`: the public name of the front door. */

export const dnsSchema = v.pipe(
  v.strictObject({
    zone: v.pipe(
      v.string(),
      v.description("Public hosted zone of the front door's name."),
      v.examples(["example.com"]),
    ),
    createZone: v.optional(
      v.pipe(v.boolean(), v.description("Whether the stack makes the zone, or finds it.")),
      false,
    ),
    name: v.optional(v.pipe(v.string(), v.description("Name in the zone.")), "static"),
    ttlSeconds: v.optional(v.pipe(v.number(), v.description("How long clients keep answers.")), 60),
    routing: v.optional(
      v.pipe(
        v.picklist(["multivalue", "weighted", "trafficPolicy"]),
        v.description(
          "How Route 53 chooses among the healthy addresses; trafficPolicy costs $50 a month. With nlbAlb and accelerator the name is an alias, and this is left out.",
        ),
      ),
      "multivalue",
    ),
    migration: v.exactOptional(
      v.pipe(
        v.strictObject({
          from: v.pipe(
            v.union(
              [
                v.string(),
                v.strictObject({
                  name: v.pipe(
                    v.string(),
                    v.description("DNS name of the old load balancer."),
                    v.examples(["old-1234567890.us-east-1.elb.amazonaws.com"]),
                  ),
                  hostedZoneId: v.pipe(
                    v.string(),
                    v.description("Hosted zone of that name, which AWS tells with it."),
                    v.examples(["Z35SXDOTRQ7X7K"]),
                  ),
                }),
              ],
              "must be the old endpoint's name, or a map of name and hostedZoneId",
            ),
            v.description("The old endpoint: a name, or an AWS load balancer's name and zone."),
            v.examples(["old.example.net"]),
          ),
          percent: v.pipe(
            v.number(),
            v.description("Share of lookups that get the new endpoint, 0 to 100."),
            v.examples([10]),
          ),
        }),
        v.description(
          "With entry nlbAlb or accelerator: a gradual move from an old endpoint, as docs/nlb-alb.md has it.",
        ),
        v.examples([{ from: "old.example.net", percent: 10 }]),
      ),
    ),
  }),
  v.description(
    "The front door's public name. No name when absent. Without a front door, `zone` is that of jumpbox and hosts.",
  ),
);

export type DnsSettings = v.InferOutput<typeof dnsSchema>;
