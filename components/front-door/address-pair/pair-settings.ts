import * as pulumi from "@pulumi/pulumi";
import { renderHaproxyConfig } from "../proxy/haproxy-config";
import { type HaproxySettings, resolveHaproxySettings } from "../proxy/haproxy-settings";
import type { ReachableBlock } from "./pair-security";
import { renderRoutingConfig } from "./routing-config";
import { type RoutingSettings, resolveRouting } from "./routing-settings";

/** One pair, and the settings of its HAProxy. */
export interface PairSettings {
  /** With failover by route: an IPv4 address outside this VPC and every VPC that is connected to it. */
  readonly virtualAddress?: string | undefined;
  readonly proxy:
    | ({ readonly kind: "passThrough" } & HaproxySettings)
    | ({ readonly kind: "routing" } & RoutingSettings);
  /** IPv4 blocks and ports of its backends. */
  readonly reaches: readonly ReachableBlock[];
}

/** Renders the haproxy.cfg of a pair. */
export function renderProxy({ proxy }: PairSettings): pulumi.Output<string> {
  return proxy.kind === "routing"
    ? pulumi.output(proxy).apply(renderRoutingConfig)
    : pulumi.output(proxy).apply(renderHaproxyConfig);
}

/** Public TCP ports. */
export function portsOf({ proxy }: PairSettings): readonly number[] {
  return proxy.kind === "routing" ? proxy.ports : resolveHaproxySettings(proxy).ports;
}

/** Port of the nodes' health endpoint. */
export function healthPortOf({ proxy }: PairSettings): number {
  return proxy.kind === "routing"
    ? resolveRouting(proxy).healthPort
    : resolveHaproxySettings(proxy).healthPort;
}
