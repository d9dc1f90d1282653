import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";

const NO_BALANCER =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/none/0123456789abcdef";

const describe = casesOf("elasticloadbalancing:DescribeLoadBalancers");
const set = casesOf("elasticloadbalancing:SetSubnets");

/** State and subnets of a load balancer. */
async function look(world: World, arn: string): Promise<unknown> {
  const { LoadBalancers = [] } = await world.elb.describeLoadBalancers({ LoadBalancerArns: [arn] });
  const [found] = LoadBalancers;
  return [found?.State?.Code, ...subnetsIn(world, found?.AvailabilityZones)];
}

const subnetsIn = (world: World, zones: readonly { SubnetId?: string | undefined }[] = []) =>
  zones.map(({ SubnetId = "" }) => world.show(SubnetId)).sort();

async function named(world: World): Promise<{ arn: string; a: string; b: string }> {
  const { subnets } = await world.makers.place();
  const [a, b] = [world.named("a", subnets[0]), world.named("b", subnets[1])];
  return { arn: await world.makers.balancer(), a, b };
}

const setting = (world: World, arn: string, subnets: readonly string[]): Step => ({
  call: async () => {
    const { AvailabilityZones = [] } = await world.elb.setSubnets({
      LoadBalancerArn: arn,
      SubnetMappings: subnets.map((SubnetId) => ({ SubnetId })),
    });
    return subnetsIn(world, AvailabilityZones);
  },
  after: async () => look(world, arn),
});

export const BALANCER_SUBNETS: readonly Case[] = [
  describe(
    "an NLB in two zones",
    async (world) => {
      const { arn } = await named(world);
      return { call: () => look(world, arn) };
    },
    "[active,a,b]",
  ),
  describe(
    "no load balancer has the ARN",
    (world) => Promise.resolve({ call: () => look(world, NO_BALANCER) }),
    "LoadBalancerNotFound",
  ),
  set(
    "an NLB in two zones keeps one",
    async (world) => {
      const { arn, a } = await named(world);
      return setting(world, arn, [a]);
    },
    ["[a]", "[active,a]"],
    {
      answer: "InvalidConfigurationRequest",
      after: "[active,a,b]",
      why: "an NLB can be in one zone",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html",
    },
  ),
  set(
    "an NLB in one zone goes to another",
    async (world) => {
      const { arn, a, b } = await named(world);
      const [one, other] = [setting(world, arn, [a]), setting(world, arn, [b])];
      return { ...other, call: () => one.call().then(other.call) };
    },
    ["[b]", "[active,b]"],
    {
      answer: "InvalidConfigurationRequest",
      after: "[active,a,b]",
      why: "the given subnets replace all others, and an NLB can be in one zone",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html",
    },
  ),
  set(
    "an NLB in two zones keeps both",
    async (world) => {
      const { arn, a, b } = await named(world);
      return setting(world, arn, [a, b]);
    },
    ["[a,b]", "[active,a,b]"],
  ),
  set(
    "no load balancer has the ARN",
    async (world) => {
      const { a } = await named(world);
      return { call: setting(world, NO_BALANCER, [a]).call };
    },
    "LoadBalancerNotFound",
  ),
];
