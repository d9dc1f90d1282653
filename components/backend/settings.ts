import * as v from "valibot";
import { existingSchema } from "./existing/settings";
import {
  domainName,
  instanceType,
  machineImage,
  percent,
  port,
  urlPath,
  wholeNumber,
} from "../settings/values";

const weight = percent("Percent of new connections.", 50);

export const colorSchema = v.strictObject({
  cidr: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("IPv4 block of the colour's own VPC. Only with layout vpcPerColor."),
      v.examples(["10.30.0.0/16"]),
    ),
  ),
  instanceType: v.optional(instanceType("Instance type."), "t4g.micro"),
  min: v.optional(wholeNumber(1, 1000, "Minimum number of instances, over all zones.", 2), 2),
  max: v.optional(wholeNumber(1, 1000, "Maximum number of instances, over all zones.", 6), 6),
  port: v.optional(
    port("Port of the load balancer and the instances; the same for both colours.", 443),
    443,
  ),
  healthPath: v.optional(urlPath("Path that returns 200 while an instance is healthy."), "/health"),
  healthPort: v.exactOptional(
    port("Port of the load balancer's HTTP health checks. Default: port.", 8081),
  ),
  image: v.exactOptional(machineImage()),
  userData: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("User data that starts the application. Default: a demonstration server."),
      v.examples(["#!/bin/bash"]),
    ),
  ),
  version: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Version that the demonstration server reports."),
      v.examples(["1"]),
    ),
  ),
});

export const backendSchema = v.pipe(
  v.strictObject({
    existing: v.exactOptional(existingSchema),
    layout: v.exactOptional(
      v.pipe(
        v.picklist(["vpcPerColor", "sharedVpc"]),
        v.description(
          "vpcPerColor: each colour has its own VPC. sharedVpc: both use the front door's VPC. Default: vpcPerColor.",
        ),
        v.examples(["vpcPerColor"]),
      ),
    ),
    live: v.exactOptional(
      v.pipe(
        v.picklist(["blue", "green"]),
        v.description("The colour that gets all clients."),
        v.examples(["blue"]),
      ),
    ),
    weights: v.exactOptional(
      v.pipe(
        v.strictObject({ blue: v.exactOptional(weight), green: v.exactOptional(weight) }),
        v.description("Instead of `live`: percentages of new connections, 100 in total."),
        v.examples([{ blue: 90, green: 10 }]),
      ),
    ),
    reach: v.optional(
      v.pipe(
        v.picklist(["private", "public"]),
        v.description(
          "private: internal load balancers and a private zone. public: internet-facing load balancers and an existing public zone.",
        ),
      ),
      "private",
    ),
    loadBalancer: v.exactOptional(
      v.pipe(
        v.picklist(["nlb", "alb"]),
        v.description(
          "nlb: passes TCP through to the instances. alb: HTTP, for development, and HTTPS with entry.certificateArn. Default: nlb, and alb with entry nlbAlb.",
        ),
        v.examples(["nlb"]),
      ),
    ),
    zone: v.optional(
      domainName(
        "Zone for the name that the front door resolves, `live.<zone>`.",
        "holdfast.internal",
      ),
      "holdfast.internal",
    ),
    drainSeconds: v.optional(
      wholeNumber(
        0,
        3600,
        "How long a removed colour keeps serving after traffic has moved away, in seconds.",
        120,
      ),
      120,
    ),
    ttlSeconds: v.optional(wholeNumber(1, 3600, "Time to live of that name, in seconds.", 10), 10),
    gateTimeoutSeconds: v.optional(
      wholeNumber(
        1,
        7200,
        "Time limit for a colour to become healthy before it goes live, in seconds.",
        600,
      ),
      600,
    ),
    blue: v.exactOptional(v.pipe(colorSchema, v.description("Colour blue."))),
    green: v.exactOptional(v.pipe(colorSchema, v.description("Colour green."))),
  }),
  v.description(
    "Two colours of the backend, and which of them is live; or an existing backend. Two colours need `live` or `weights`.",
  ),
);

/** `backend`, with defaults filled in. */
export type BackendSection = v.InferOutput<typeof backendSchema>;
