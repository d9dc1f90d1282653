import { type ComparedFrontDoor, DNS, NLB_ZONE_LOSS, PLAIN_COLORS } from "../compared";

const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "ecs ec2",
    sections: {
      entry: { kind: "ecs", launchType: "ec2", image: IMAGE },
      backend: PLAIN_COLORS,
      dns: DNS,
    },
    addresses: "an Elastic IP for each task, of its instance",
    failoverCall:
      "no: DNS leaves a dead task out; an instance with a healthy one claims the address by a call",
    zoneLoss: "its tasks, until ECS has started others elsewhere, which claim their addresses",
  },
  {
    title: "ecs fargate",
    sections: {
      entry: { kind: "ecs", launchType: "fargate", image: IMAGE },
      backend: PLAIN_COLORS,
      dns: DNS,
    },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall: "no: the NLB leaves dead tasks out; ECS starts others",
    zoneLoss: NLB_ZONE_LOSS,
  },
];
