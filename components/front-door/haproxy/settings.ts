import * as v from "valibot";
import { certificateArn, port, ports, wholeNumber } from "../../settings/values";
import { allowFrom } from "../allow-from/settings";
import { clientFields, nodeFields } from "../proxy/settings";
import { MOST_NODES_PER_AZ } from "./plan-nodes";

const settings = v.strictObject({
  kind: v.literal("haproxy"),
  allowFrom: allowFrom(),
  nodesPerAz: v.optional(
    wholeNumber(
      1,
      MOST_NODES_PER_AZ,
      "Proxy nodes in each availability zone. Their addresses are `entry-a1`, `entry-a2`, …",
      2,
    ),
    2,
  ),
  ...nodeFields("Instance type of the proxy nodes."),
  ports: v.optional(ports("TCP ports that clients connect to."), [443]),
  mode: v.optional(
    v.pipe(
      v.picklist(["tcp", "http"]),
      v.description("tcp: passes bytes through. http: reads plain HTTP, and adds X-Forwarded-For."),
    ),
    "tcp",
  ),
  certificateArn: v.exactOptional(
    certificateArn(
      "With backend.loadBalancer alb and port 443: ACM certificate of the colours' ALBs, for HTTPS. Default: the ALBs have HTTP only.",
    ),
  ),
  healthPort: v.optional(
    port(
      "Port of Route 53's health checks of `/health`: 200, or 503 while the backend is down.",
      9001,
    ),
    9001,
  ),
  metricsPort: v.exactOptional(
    port("Port of metrics for Prometheus, inside the VPC. Default: no metrics.", 8405),
  ),
  proxyProtocol: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Sends the client's address to the backend by PROXY protocol v2."),
    ),
    false,
  ),
  ...clientFields,
});

export const haproxySchema = v.pipe(
  settings,
  v.description("HAProxy nodes, each with an Elastic IP: docs/haproxy.md."),
);

export type HaproxySection = v.InferOutput<typeof haproxySchema>;
