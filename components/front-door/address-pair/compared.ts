import { type ComparedFrontDoor, COLORS, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "addressPair route",
    sections: {
      entry: { kind: "addressPair", failover: "route", virtualAddress: "172.31.255.10" },
      backend: COLORS,
    },
    addresses: "a private one, which a route leads to",
    failoverCall: "yes: the node that takes over changes routes",
    zoneLoss: "nothing, once the other node has taken over",
  },
  {
    title: "addressPair eip",
    sections: { entry: { kind: "addressPair", failover: "eip" }, backend: COLORS, dns: DNS },
    addresses: "an Elastic IP for each pair",
    failoverCall: "yes: the node that takes over claims the address",
    zoneLoss: "nothing, once the other node has taken over",
  },
];
