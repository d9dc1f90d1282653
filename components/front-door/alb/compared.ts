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
    addresses: "a block of 8 addresses, which the ALB draws from",
    failoverCall: "no: the ALB leaves dead targets out",
    zoneLoss: "its addresses: DNS leaves them out",
  },
];
