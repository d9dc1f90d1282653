import type { AddressRequest } from "../../addresses/plan-addresses";
import { KIB_PER_CONNECTION } from "../proxy/haproxy-sections";
import { letterOf } from "../../network/plan-subnets";

/** Node name of the instances that may have the addresses, in their tag `holdfast-node`. */
export const NODE = "ecs";

/** Default of `instanceType`. */
export const INSTANCE_TYPE = "t4g.small";

/** Default limit of concurrent connections of all clients of a task. */
export const CONNECTIONS = { ec2: 20_000, fargate: 5_000 } as const;

/** Base memory of HAProxy and of its container, in MiB. */
const BASE_MIB = 64;

/**
 * Maximum memory of a Fargate task with a quarter of a CPU, in MiB. More memory needs more CPU: 1/8 unit for each
 * MiB.
 */
const SMALL_TASK_MIB = 2_048;

/**
 * Returns CPU units and MiB of a task on Fargate: 512 MiB for up to 6,371 connections that all send headers at once,
 * and twice as much for twice as many.
 */
export function taskSize(connections: number): { readonly cpu: string; readonly memory: string } {
  const needed = BASE_MIB + (connections * KIB_PER_CONNECTION) / 1_024;
  let memory = 512;
  while (memory < needed) memory *= 2;
  const cpu = memory > SMALL_TASK_MIB ? memory / 8 : 256;
  return { cpu: `${cpu}`, memory: `${memory}` };
}

/** All addresses that an instance may claim are in one tag, which is limited to 256 characters. */
export const MOST_TASKS = 9;
/** With a single task, its loss would be an outage. */
export const LEAST_TASKS = 2;

/**
 * Returns the keys of the addresses of the tasks: `entry-a1`, `entry-b1`, `entry-a2`, … Proxy nodes and an NLB use
 * the same keys, so a change of the front door keeps the addresses that clients use. Any instance can hold any of
 * them, in any zone.
 */
export function taskAddressKeys(zones: readonly string[], count: number): string[] {
  const sorted = [...zones].sort();
  return Array.from({ length: count }, (_, index) => {
    const letter = letterOf(sorted[index % sorted.length]!);
    return `entry-${letter}${Math.floor(index / sorted.length) + 1}`;
  });
}

/** Requests the Elastic IPs of tasks on instances. */
export function requestTaskAddresses(zones: readonly string[], count: number): AddressRequest[] {
  return taskAddressKeys(zones, count).map((key) => ({
    key,
    role: "ingress",
    holder: NODE,
    claimant: NODE,
  }));
}
