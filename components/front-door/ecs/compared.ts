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
    addresses: "an Elastic IP for each task, on its instance",
    failoverCall:
      "no: DNS stops returning a dead task; an instance with a healthy task claims the address by a call",
    zoneLoss: "its tasks, until ECS has started others in other zones, which claim their addresses",
  },
  {
    title: "ecs fargate",
    sections: {
      entry: { kind: "ecs", launchType: "fargate", image: IMAGE },
      backend: PLAIN_COLORS,
      dns: DNS,
    },
    addresses: "an Elastic IP of the NLB in each zone",
    failoverCall: "no: the NLB skips dead tasks; ECS starts others",
    zoneLoss: NLB_ZONE_LOSS,
  },
];
