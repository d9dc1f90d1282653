import type { BackendSection } from "../../components/backend/settings";
import { type ConfiguredTarget, existingTargets } from "../../components/backend/existing/targets";
import {
  type Account,
  AUTO_SCALING_GROUP,
  INTERNET_GATEWAY,
  LAUNCH_TEMPLATE,
  LISTENER,
  LOAD_BALANCER,
  SECURITY_GROUP,
  type Stored,
  SUBNET,
  TARGET_GROUP,
  VPC,
} from "../../simulator";

interface Section extends Pick<BackendSection, "existing" | "reach"> {
  /** @default - a separate VPC */
  readonly vpc?: Stored | undefined;
  /** Of target groups. @default "TCP" */
  readonly protocol?: "HTTP" | "TCP";
}

/** Creates the targets of `backend.existing` in an account. */
export function createExistingTargets(account: Account, region: string, backend: Section): void {
  const missing = existingTargets(backend).filter(
    ({ kind, given }) =>
      kind !== "host" &&
      [LOAD_BALANCER, AUTO_SCALING_GROUP, TARGET_GROUP].every(
        (type) => !account.find(type, given, region),
      ),
  );
  if (missing.length === 0) return;
  const place = createPlace(account, region, backend.vpc);
  for (const target of missing) createTarget(account, region, target, place, backend);
}

interface Place {
  readonly vpcId: string;
  readonly subnets: string[];
  readonly groupId: string;
}

function createPlace(account: Account, region: string, vpc: Stored | undefined): Place {
  const { vpcId, subnets } = vpc ? placeIn(account, region, vpc) : createVpc(account, region);
  const groupId = account.create(SECURITY_GROUP, region, { vpcId, name: "existing" }).id;
  return { vpcId, subnets, groupId };
}

/** A subnet of the VPC in each zone; a private one if the zone has several. */
function placeIn(account: Account, region: string, { id: vpcId }: Stored): Omit<Place, "groupId"> {
  const own = account.all(SUBNET, region).filter(({ inputs }) => inputs["vpcId"] === vpcId);
  const byZone = new Map(own.map(({ id, inputs }) => [inputs["availabilityZone"], id]));
  return { vpcId, subnets: [...byZone.values()] };
}

function createVpc(account: Account, region: string): Omit<Place, "groupId"> {
  const vpcId = account.create(VPC, region, { cidrBlock: "10.255.0.0/16" }).id;
  account.create(INTERNET_GATEWAY, region, { vpcId });
  const subnets = ["a", "b"].map((letter, index) => {
    const inputs = {
      vpcId,
      cidrBlock: `10.255.${index}.0/24`,
      availabilityZone: `${region}${letter}`,
    };
    return account.create(SUBNET, region, inputs).id;
  });
  return { vpcId, subnets };
}

function createTarget(
  account: Account,
  region: string,
  { color, kind, given, port }: ConfiguredTarget,
  { vpcId, subnets, groupId }: Place,
  { reach, protocol: forwarded = "TCP" }: Section,
): void {
  const name = `existing-${color}`;
  const isAlb = given.includes(":loadbalancer/app/");
  const protocol = isAlb ? "HTTP" : "TCP";
  const targets = { name, port, protocol, vpcId };
  switch (kind) {
    case "loadBalancerArn": {
      const loadBalancerType = isAlb ? "application" : "network";
      const internal = reach !== "public";
      const inputs = { name, loadBalancerType, internal, subnets, securityGroups: [groupId] };
      account.create(LOAD_BALANCER, region, inputs, { id: given });
      const targetGroupArn = account.create(TARGET_GROUP, region, targets).id;
      const defaultActions = [{ type: "forward", targetGroupArn }];
      account.create(LISTENER, region, { loadBalancerArn: given, port, protocol, defaultActions });
      return;
    }
    case "autoScalingGroup": {
      const template = { name, imageId: "ami-0123456789abcdef0", instanceType: "t4g.small" };
      const { id } = account.create(LAUNCH_TEMPLATE, region, template);
      account.create(AUTO_SCALING_GROUP, region, {
        name: given,
        minSize: 2,
        maxSize: 2,
        vpcZoneIdentifiers: subnets,
        launchTemplate: { id, version: "1" },
      });
      return;
    }
    case "targetGroupArn":
      account.create(TARGET_GROUP, region, { ...targets, protocol: forwarded }, { id: given });
      return;
    case "host":
  }
}
