import * as v from "valibot";
import { accelerator } from "./accelerator/settings";
import { addressPairSchema } from "./address-pair/settings";
import { ecsSchema } from "./ecs/settings";
import { nlbAlb } from "./nlb-alb/settings";
import { nodeFields } from "./proxy/settings";

/*
 * The shape of the sections `entry` and `backend`: the front door, and what is behind it.
 */

const port = v.pipe(
  v.number(),
  v.description("That load balancer and instances listen on; the same for both colours."),
  v.examples([443]),
);
const weight = v.pipe(v.number(), v.description("Percent of new connections."), v.examples([50]));

const haproxySettings = v.strictObject({
  kind: v.literal("haproxy"),
  nodesPerAz: v.optional(
    v.pipe(
      v.number(),
      v.description(
        "Proxy nodes in each availability zone, 1 to 9. Their addresses are `entry-a1`, `entry-a2`, …",
      ),
    ),
    2,
  ),
  ...nodeFields("Of the proxy nodes."),
  ports: v.optional(
    v.pipe(v.array(v.number()), v.description("TCP ports that clients connect to.")),
    [443],
  ),
  mode: v.optional(
    v.pipe(
      v.picklist(["tcp", "http"]),
      v.description("tcp: passes bytes through. http: reads plain HTTP, and adds X-Forwarded-For."),
    ),
    "tcp",
  ),
  healthPort: v.optional(
    v.pipe(
      v.number(),
      v.description("Where Route 53 asks for `/health`: 200, or 503 while the backend is down."),
    ),
    9001,
  ),
  metricsPort: v.exactOptional(
    v.pipe(
      v.number(),
      v.description("Port of metrics for Prometheus, inside the VPC. Default: no metrics."),
      v.examples([8405]),
    ),
  ),
  proxyProtocol: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Tells the backend the client's address by PROXY protocol v2."),
    ),
    false,
  ),
});

const haproxy = v.pipe(
  haproxySettings,
  v.description("HAProxy nodes, each with an Elastic IP: docs/haproxy.md."),
);

const noEntry = v.strictObject({ kind: v.literal("none") });

export const entrySchema = v.pipe(
  v.variant("kind", [haproxy, nlbAlb, addressPairSchema, accelerator, ecsSchema, noEntry]),
  v.description(
    "The front door, of one of these kinds. Without it, a stack is a VPC and its addresses.",
  ),
);

const color = v.strictObject({
  cidr: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("IPv4 block of the colour's own VPC, with layout vpcPerColor."),
      v.examples(["10.30.0.0/16"]),
    ),
  ),
  instanceType: v.optional(v.pipe(v.string(), v.description("Of the instances.")), "t4g.small"),
  min: v.optional(v.pipe(v.number(), v.description("Fewest instances, over all zones.")), 2),
  max: v.optional(v.pipe(v.number(), v.description("Most instances, over all zones.")), 6),
  port: v.optional(port, 443),
  healthPath: v.optional(
    v.pipe(v.string(), v.description("Path that answers 200 while an instance serves.")),
    "/health",
  ),
  image: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023."),
      v.examples(["ami-0123456789abcdef0"]),
    ),
  ),
  userData: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("What starts the application. Default: a demonstration server."),
      v.examples(["#!/bin/bash"]),
    ),
  ),
  version: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("What the demonstration server says that it is."),
      v.examples(["1"]),
    ),
  ),
});

export const backendSchema = v.pipe(
  v.strictObject({
    layout: v.optional(
      v.pipe(
        v.picklist(["vpcPerColor", "sharedVpc"]),
        v.description("Whether each colour has a VPC of its own, or both are in the front door's."),
      ),
      "vpcPerColor",
    ),
    live: v.exactOptional(
      v.pipe(
        v.picklist(["blue", "green"]),
        v.description("The colour that all clients get."),
        v.examples(["blue"]),
      ),
    ),
    weights: v.exactOptional(
      v.pipe(
        v.strictObject({ blue: v.exactOptional(weight), green: v.exactOptional(weight) }),
        v.description("Instead of `live`: percentages of new connections, 100 in all."),
        v.examples([{ blue: 90, green: 10 }]),
      ),
    ),
    reach: v.optional(
      v.pipe(
        v.picklist(["private", "public"]),
        v.description(
          "private: internal load balancers and a private zone. public: load balancers that face the internet, and a public zone that exists.",
        ),
      ),
      "private",
    ),
    loadBalancer: v.exactOptional(
      v.pipe(
        v.picklist(["nlb", "alb"]),
        v.description(
          "nlb: TCP passes through to the instances. alb: HTTP, for development or with an accelerator. Default: nlb, and alb with entry nlbAlb.",
        ),
        v.examples(["nlb"]),
      ),
    ),
    zone: v.optional(
      v.pipe(
        v.string(),
        v.description("Zone for the name that the front door follows, `live.<zone>`."),
      ),
      "holdfast.internal",
    ),
    drainSeconds: v.optional(
      v.pipe(
        v.number(),
        v.description("How long a colour that is removed goes on after the name left it."),
      ),
      120,
    ),
    ttlSeconds: v.optional(v.pipe(v.number(), v.description("Time to live of that name.")), 10),
    gateTimeoutSeconds: v.optional(
      v.pipe(
        v.number(),
        v.description("How long a colour that goes live may take until it is healthy."),
      ),
      600,
    ),
    blue: v.exactOptional(v.pipe(color, v.description("The colour blue."))),
    green: v.exactOptional(v.pipe(color, v.description("The colour green."))),
  }),
  v.description(
    "Two colours of the backend, and which of them is live. It needs `live` or `weights`.",
  ),
);

export type EntrySettings = v.InferOutput<typeof entrySchema>;
export type BackendSection = v.InferOutput<typeof backendSchema>;
