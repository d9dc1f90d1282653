import assert from "node:assert/strict";
import {
  DNS_RECORD,
  EIP,
  LISTENER,
  LOAD_BALANCER,
  TARGET_GROUP,
} from "../../simulator/model/tokens";
import { targetsOf } from "../../simulator/model/targets";
import type { Stored } from "../../simulator/model/resource";
import { text } from "../../simulator/model/values";
import { nlbFrontDoor, type ProgramConfig } from "../support/program";
import { changes, type Step, type TestStack } from "../support/test-stack";

/* What a stack with an NLB in front has in the simulated AWS. */

export const REGION = "us-east-1";

/** What changes, as `<operation> <name>`, sorted. */
export const lines = (steps: readonly Step[]) =>
  changes(steps)
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

/** A resource by its type and its name in the stack. */
export function named({ session: { account } }: TestStack, type: string, name: string): Stored {
  const found = account.all(type).find((one) => account.tagsOf(one)["Name"] === name);
  assert.ok(found, `there is no ${type} ${name}`);
  return found;
}

/** The targets of one of the front door's groups: address, port and, where one was named, zone. */
export function targets(stack: TestStack, group: string): string[] {
  const { id } = named(stack, TARGET_GROUP, group);
  return targetsOf(stack.session.account, id, REGION)
    .map(({ id: address, port, zone }) => [`${address}:${port}`, zone].filter(Boolean).join(" "))
    .sort();
}

/** The shares of a listener, by the target groups' names. */
export function shares(stack: TestStack, listener: string): Record<string, number> {
  const { account } = stack.session;
  const [action] = named(stack, LISTENER, listener).inputs["defaultActions"] as {
    forward: { targetGroups: { arn: string; weight: number }[] };
  }[];
  return Object.fromEntries(
    action!.forward.targetGroups.map(({ arn, weight }) => [
      account.tagsOf(account.find(TARGET_GROUP, arn, REGION)!)["Name"]!,
      weight,
    ]),
  );
}

/** The Elastic IPs of the front door, by key. */
export function entryAddresses({ session: { account } }: TestStack): Record<string, string> {
  const eips = account
    .all(EIP)
    .map((eip) => [account.tagsOf(eip)["holdfast:key"]!, text(eip.outputs["publicIp"])] as const);
  return Object.fromEntries(eips.filter(([key]) => key.startsWith("entry-")));
}

/** The ids of the front door's own NLB, if it has one: not of its backend's. */
export const nlbs = ({ session: { account } }: TestStack): string[] =>
  account
    .all(LOAD_BALANCER)
    .filter((balancer) => account.tagsOf(balancer)["Name"] === "entry-nlb")
    .map(({ id }) => id);

/** Whether AWS refuses to delete each load balancer of the stack, by name. */
export const protection = ({ session: { account } }: TestStack): Record<string, boolean> =>
  Object.fromEntries(
    account
      .all(LOAD_BALANCER)
      .map((one) => [
        account.tagsOf(one)["Name"]!,
        account.state(one)["enableDeletionProtection"] === true,
      ]),
  );

/** Records of the public name, by identifier: type and weight. */
export function publicRecords({ session: { account } }: TestStack): Record<string, unknown[]> {
  const records = account
    .all(DNS_RECORD)
    .filter(({ inputs }) => inputs["setIdentifier"] !== undefined);
  return Object.fromEntries(
    records.map(({ inputs }) => {
      const [policy] = inputs["weightedRoutingPolicies"] as { weight: number }[];
      return [text(inputs["setIdentifier"]), [inputs["type"], policy!.weight]];
    }),
  );
}

/** So short that a test can wait for it. */
export const QUICK = { ttlSeconds: 1, drainSeconds: 3 };

/** A backend whose colours are in the VPC of the NLB. */
export const sharedColors = (settings: object): ProgramConfig => ({
  backend: { layout: "sharedVpc", ...QUICK, ...settings },
});

/** A stack with an NLB in front, whose addresses a destroy may release. */
export const door = (overrides: ProgramConfig): ProgramConfig =>
  nlbFrontDoor({ addresses: { protect: false }, ...overrides });

/** One colour, and nothing that goes out. */
export const SMALL = {
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  ...sharedColors({ live: "blue", blue: {} }),
};
