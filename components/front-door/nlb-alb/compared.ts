import { type ComparedFrontDoor, DNS, NLB_ZONE_LOSS, PLAIN_COLORS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "nlbAlb alb",
    sections: {
      entry: { kind: "nlbAlb", target: "alb" },
      backend: { layout: "sharedVpc", live: "blue", blue: { port: 80 }, green: { port: 80 } },
      dns: DNS,
    },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall: "no: the NLB leaves dead targets out",
    zoneLoss: NLB_ZONE_LOSS,
  },
  {
    title: "nlbAlb ips",
    sections: { entry: { kind: "nlbAlb", target: "ips" }, backend: PLAIN_COLORS, dns: DNS },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall:
      "for a machine no; an ALB's new address is registered by a function that calls ELB",
    zoneLoss: NLB_ZONE_LOSS,
  },
];
