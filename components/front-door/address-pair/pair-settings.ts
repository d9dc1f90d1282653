import * as pulumi from "@pulumi/pulumi";
import { renderHaproxyConfig } from "../proxy/haproxy-config";
import { type HaproxySettings, resolveHaproxySettings } from "../proxy/haproxy-settings";
import type { ReachableBlock } from "./pair-security";
import { renderRoutingConfig } from "./routing-config";
import { type RoutingSettings, resolveRouting } from "./routing-settings";

/** One pair, and what its HAProxy does. */
export interface PairSettings {
  /** With failover by route: an IPv4 address outside every VPC that has to do with this one. */
  readonly virtualAddress?: string | undefined;
  readonly proxy:
    | ({ readonly kind: "passThrough" } & HaproxySettings)
    | ({ readonly kind: "routing" } & RoutingSettings);
  /** Where its backends are. */
  readonly reaches: readonly ReachableBlock[];
}

/** The text of a pair's haproxy.cfg. */
export function renderProxy({ proxy }: PairSettings): pulumi.Output<string> {
  return proxy.kind === "routing"
    ? pulumi.output(proxy).apply(renderRoutingConfig)
    : pulumi.output(proxy).apply(renderHaproxyConfig);
}

/** TCP ports that clients connect to. */
export function portsOf({ proxy }: PairSettings): readonly number[] {
  return proxy.kind === "routing" ? proxy.ports : resolveHaproxySettings(proxy).ports;
}

/** Where nodes answer whether they serve. */
export function healthPortOf({ proxy }: PairSettings): number {
  return proxy.kind === "routing"
    ? resolveRouting(proxy).healthPort
    : resolveHaproxySettings(proxy).healthPort;
}
