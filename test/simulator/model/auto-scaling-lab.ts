import { instancesOf } from "../../../simulator/model/auto-scaling-instances";
import { AUTO_SCALING_GROUP, LAUNCH_TEMPLATE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import type { Lab } from "../../../simulator/lab";

export const template = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LAUNCH_TEMPLATE, {
    name: "node",
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    ...inputs,
  });

function subnets(lab: Lab): [a: Stored, b: Stored] {
  const vpc = lab.vpc();
  const place = (letter: string, block: number): Stored =>
    lab.subnet(vpc, {
      cidrBlock: `10.0.${block}.0/24`,
      availabilityZone: `us-east-1${letter}`,
      mapPublicIpOnLaunch: true,
    });
  return [place("a", 0), place("b", 1)];
}

/** A group of two instances in two zones. */
export function group(lab: Lab, inputs: Values = {}, launched = template(lab)): Stored {
  return lab.make(AUTO_SCALING_GROUP, {
    name: "web",
    minSize: 0,
    maxSize: 4,
    desiredCapacity: 2,
    launchTemplate: { id: launched.id, version: "1" },
    vpcZoneIdentifiers: subnets(lab).map(({ id }) => id),
    ...inputs,
  });
}

export const instances = (lab: Lab, { id }: Stored): Stored[] =>
  instancesOf({ account: lab.account, region: lab.region, id });

/** The letters of the zones that its instances are in. */
export const zones = (lab: Lab, owner: Stored): string[] =>
  instances(lab, owner)
    .map((instance) => text(lab.state(instance)["availabilityZone"]).slice(-1))
    .sort();
