import { type ComparedFrontDoor, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "alb",
    sections: {
      entry: { kind: "alb" },
      addresses: { pool: { netmaskLength: 29 } },
      backend: { layout: "sharedVpc", live: "blue", blue: { port: 80 }, green: { port: 80 } },
      dns: DNS,
    },
    addresses: "a block of 8 addresses, from which the ALB gets its own",
    failoverCall: "no: the ALB skips dead targets",
    zoneLoss: "its addresses: DNS stops returning these",
  },
];
