import type { AddressRequest } from "../../addresses/plan-addresses";
import { KIB_PER_CONNECTION } from "../proxy/haproxy-sections";
import { letterOf } from "../../network/plan-subnets";

/** Whose instances may have the addresses, as their tag `holdfast-node` says. */
export const NODE = "ecs";

/** Of instances, unless `instanceType` says otherwise. */
export const INSTANCE_TYPE = "t4g.small";

/** Connections at a time of all clients of a task, unless `limits` says otherwise. */
export const CONNECTIONS = { ec2: 20_000, fargate: 5_000 } as const;

/** MiB of HAProxy itself, and what a container takes beside it. */
const BASE_MIB = 64;

/** Memory that Fargate has for a quarter of a CPU, in MiB; more memory needs more CPU, an eighth of a unit for each. */
const SMALL_TASK_MIB = 2_048;

/**
 * CPU units and MiB of a task on Fargate: 512 MiB for up to 6,371 connections, all of which have headers under way,
 * and twice as much for twice as many.
 */
export function taskSize(connections: number): { readonly cpu: string; readonly memory: string } {
  const needed = BASE_MIB + (connections * KIB_PER_CONNECTION) / 1_024;
  let memory = 512;
  while (memory < needed) memory *= 2;
  const cpu = memory > SMALL_TASK_MIB ? memory / 8 : 256;
  return { cpu: `${cpu}`, memory: `${memory}` };
}

/** A tag of an instance names all addresses that it may take, and has 256 characters. */
export const MOST_TASKS = 9;
/** One task is no front door: its loss is an outage. */
export const LEAST_TASKS = 2;

/**
 * Keys of the addresses of so many tasks: `entry-a1`, `entry-b1`, `entry-a2`, … They are those that proxy
 * nodes and an NLB have, so that a change of the front door keeps what clients know. Any instance may hold
 * any of them, in whichever zone it is.
 */
export function taskAddressKeys(zones: readonly string[], count: number): string[] {
  const sorted = [...zones].sort();
  return Array.from({ length: count }, (_, index) => {
    const letter = letterOf(sorted[index % sorted.length]!);
    return `entry-${letter}${Math.floor(index / sorted.length) + 1}`;
  });
}

/** The Elastic IPs that tasks on instances need. */
export function requestTaskAddresses(zones: readonly string[], count: number): AddressRequest[] {
  return taskAddressKeys(zones, count).map((key) => ({
    key,
    role: "ingress",
    holder: NODE,
    claimant: NODE,
  }));
}
