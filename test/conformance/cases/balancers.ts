import { type Case, casesOf } from "../case";
import type { World } from "../world";

const NO_BALANCER =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/none/0123456789abcdef";

const modify = casesOf("elasticloadbalancing:ModifyLoadBalancerAttributes");
const remove = casesOf("elasticloadbalancing:DeleteLoadBalancer");

/** What moto does not do. */
const REFUSAL = {
  why: "a load balancer whose deletion protection is on is not deleted",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html",
};

async function protect(world: World, arn: string, isProtected: boolean): Promise<string> {
  await world.elb.modifyLoadBalancerAttributes({
    LoadBalancerArn: arn,
    Attributes: [{ Key: "deletion_protection.enabled", Value: `${isProtected}` }],
  });
  return "done";
}

async function deletion(world: World, arn: string): Promise<string> {
  await world.elb.deleteLoadBalancer({ LoadBalancerArn: arn });
  return "done";
}

/** Whether it can be deleted. */
const fate = (world: World, arn: string): Promise<string> =>
  deletion(world, arn).then(
    () => "deleted",
    (error: unknown) => (error as Error).name.replace(/Exception$/, ""),
  );

export const BALANCER_CASES: readonly Case[] = [
  ...([true, false] as const).flatMap((before) =>
    ([true, false] as const).map((wanted) =>
      modify(
        `deletion protection is ${before ? "on" : "off"}, and is turned ${wanted ? "on" : "off"}`,
        async (world) => {
          const arn = await world.makers.balancer();
          await protect(world, arn, before);
          return { call: () => protect(world, arn, wanted), after: () => fate(world, arn) };
        },
        ["done", wanted ? "OperationNotPermitted" : "deleted"],
        wanted ? { after: "deleted", ...REFUSAL } : undefined,
      ),
    ),
  ),
  modify(
    "no load balancer has the ARN",
    (world) => Promise.resolve({ call: () => protect(world, NO_BALANCER, false) }),
    "LoadBalancerNotFound",
  ),
  remove(
    "deletion protection is off",
    async (world) => {
      const arn = await world.makers.balancer();
      return { call: () => deletion(world, arn) };
    },
    "done",
  ),
  remove(
    "deletion protection is on",
    async (world) => {
      const arn = await world.makers.balancer();
      await protect(world, arn, true);
      return { call: () => deletion(world, arn) };
    },
    "OperationNotPermitted",
    { answer: "done", ...REFUSAL },
  ),
  remove(
    "no load balancer has the ARN",
    (world) => Promise.resolve({ call: () => deletion(world, NO_BALANCER) }),
    "done",
  ),
];
