import * as t from "../../../stack/types";
import { ref } from "../plan";
import type { Fault } from "./fault";

/** Faults of names and listeners, which route clients. */
export const MULTI_AZ_NAME_FAULTS: readonly Fault[] = [
  {
    title: "a public name resolves to one address",
    policy: "aws-route53-record-require-two-addresses",
    plant: (plan) => plan.remove("record-b"),
    messages: [
      "name static.example.com should resolve to at least 2 addresses, got 1; add one in another zone",
    ],
  },
  {
    title: "both addresses of a public name are in one zone",
    policy: "aws-route53-record-require-two-addresses",
    plant: (plan) => {
      plan.set("claim-b", { instanceId: ref("proxy-c") });
      plan.add("proxy-c", t.INSTANCE, {
        ...plan.get("proxy-a").props,
        subnetId: ref("front-public-a"),
      });
    },
    messages: [
      "name static.example.com should resolve to addresses in different availability zones, got address-entry-a, address-entry-b in us-east-1a; move one of them to another zone",
    ],
  },
  {
    title: "a public record has no health check",
    policy: "aws-route53-record-require-health-check",
    plant: (plan) => plan.unset("record-b", "healthCheckId"),
    messages: [
      "record record-b of static.example.com should have a health check, got none; set healthCheckId, on a record for each address",
    ],
  },
  {
    title: "two addresses are in one record, which can have no health check",
    policy: "aws-route53-record-require-health-check",
    plant: (plan) => {
      plan.remove("record-a", "record-b");
      plan.add("both", t.RECORD, {
        zoneId: ref("zone"),
        name: "static.example.com",
        type: "A",
        records: [ref("address-entry-a", "publicIp"), ref("address-entry-b", "publicIp")],
      });
    },
    messages: [
      "record both of static.example.com should have a health check, got none; set healthCheckId, on a record for each address",
    ],
  },
  {
    title: "one of two aliases does not ask for its target's health",
    policy: "aws-route53-record-require-health-check",
    plant: (plan) =>
      [true, false].forEach((evaluateTargetHealth) =>
        plan.add(`alias-${evaluateTargetHealth}`, t.RECORD, {
          zoneId: ref("zone"),
          name: "app.example.com",
          type: "A",
          setIdentifier: `${evaluateTargetHealth}`,
          weightedRoutingPolicies: [{ weight: 50 }],
          aliases: [{ name: ref("nlb", "dnsName"), zoneId: "Z1", evaluateTargetHealth }],
        }),
      ),
    messages: [
      "alias alias-false of app.example.com should evaluate the health of its target, got false; set evaluateTargetHealth",
    ],
  },
  {
    title: "all weights of a name are 0",
    policy: "aws-route53-record-disallow-zero-weights",
    plant: (plan) => plan.set("live-blue", { weightedRoutingPolicies: [{ weight: 0 }] }),
    messages: [
      "name live.internal should have a record with a weight above 0, got 0 for live-blue, live-green; raise the weight of the one that should serve",
    ],
  },
  {
    title: "all weights of a listener are 0",
    policy: "aws-lb-listener-disallow-zero-weights",
    plant: (plan) =>
      plan.set("http", {
        defaultActions: [
          {
            type: "forward",
            forward: {
              targetGroups: [
                { arn: ref("blue-targets", "arn"), weight: 0 },
                { arn: ref("green-targets", "arn"), weight: 0 },
              ],
            },
          },
        ],
      }),
    messages: [
      "listener http should forward to a target group with a weight above 0, got 0 for all 2; raise the weight of the one that should serve",
    ],
  },
  {
    title: "the only target group of a listener's rule has the weight 0",
    policy: "aws-lb-listener-disallow-zero-weights",
    plant: (plan) =>
      plan.add("path", t.LISTENER_RULE, {
        listenerArn: ref("http", "arn"),
        actions: [
          {
            type: "forward",
            forward: { targetGroups: [{ arn: ref("green-targets", "arn"), weight: 0 }] },
          },
        ],
      }),
    messages: [
      "listener path should forward to a target group with a weight above 0, got 0 for all 1; raise the weight of the one that should serve",
    ],
  },
];
