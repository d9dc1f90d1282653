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
    failoverCall: "no: the NLB skips dead targets",
    zoneLoss: NLB_ZONE_LOSS,
  },
  {
    title: "nlbAlb ips",
    sections: { entry: { kind: "nlbAlb", target: "ips" }, backend: PLAIN_COLORS, dns: DNS },
    addresses: "an Elastic IP for each zone, of the NLB",
    failoverCall: "for an instance no; for an ALB's new address yes: a function registers it",
    zoneLoss: NLB_ZONE_LOSS,
  },
];
