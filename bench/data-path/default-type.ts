import Big from "big.js";
import { resolveLimits } from "../../components/front-door/proxy/client-limits";
import { KIB_PER_CONNECTION } from "../../components/front-door/proxy/haproxy-sections";
import { renderTable } from "../../commands/shared/table";
import { type NodeType, PLANNED_SHARE, TYPES, hourlyOf } from "./sizing";

/**
 * The maximum load of the published tier. Its four c4.xlarge carried ten times the load, each with HAProxy
 * 1.6, which is one process by default and so uses one vCPU
 * (https://docs.haproxy.org/1.6/configuration.html#nbproc). AWS states no baseline bandwidth for a c4.xlarge;
 * 1,250 Mbit/s is that of the c5.xlarge, which came after it.
 */
const PUBLISHED = { nodes: 4, timesLoad: 10, vcpus: 1, megabits: 1_250 };

/** CPU time of a new connection, to that of a plain HAProxy: docs/sizing.md, one node. */
const TO_PLAIN = 1.1;

/** A lost zone takes half of the nodes. */
const NODES_LEFT = PUBLISHED.nodes / 2;

/** Of a node's memory, for the system and HAProxy without connections. */
const SYSTEM_MIB = 300;
const HOURS_A_MONTH = 730;

/** The share of a node's planned capacity that the published load uses, on each of the remaining nodes. */
interface Burden {
  /** 1: all of it. */
  readonly cpu: number;
  /** 1: all of it. */
  readonly network: number;
  /** Connections of mode http that fit into the memory, rounded down to two digits. */
  readonly connections: number;
}

/** The published load on an instance type. */
export function burdenOf({ vcpus, cpuShare, megabits, gibibytes }: NodeType): Burden {
  const each = PUBLISHED.nodes / PUBLISHED.timesLoad / NODES_LEFT;
  const connections = ((gibibytes * 1024 - SYSTEM_MIB) * 1024) / KIB_PER_CONNECTION;
  const digits = 10 ** (Math.floor(Math.log10(connections)) - 1);
  return {
    cpu: (each * PUBLISHED.vcpus * TO_PLAIN) / (vcpus * cpuShare * PLANNED_SHARE),
    network: (each * PUBLISHED.megabits) / (megabits * PLANNED_SHARE),
    connections: Math.floor(connections / digits) * digits,
  };
}

/**
 * Whether an instance type carries the published load with half of the nodes, and the default of
 * `limits.connections`.
 */
export function carriesPublished(type: NodeType): boolean {
  const { cpu, network, connections } = burdenOf(type);
  return cpu <= 1 && network <= 1 && connections >= resolveLimits({}).limits.connections;
}

/** A table of all types: cost, and the share that the published load uses. */
export function renderPublished(): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const rows = TYPES.map((type) => {
    const { cpu, network, connections } = burdenOf(type);
    return [
      type.type,
      Big(hourlyOf(type.type)).times(HOURS_A_MONTH).toFixed(2),
      percent(cpu),
      percent(network),
      connections.toLocaleString("en"),
      carriesPublished(type) ? "yes" : "no",
    ];
  });
  const head = ["type", "USD a month", "CPU", "network", "connections", "carries it"];
  return renderTable(head, rows);
}
