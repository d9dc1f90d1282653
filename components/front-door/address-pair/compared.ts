import { type ComparedFrontDoor, COLORS, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "addressPair route",
    sections: {
      entry: { kind: "addressPair", failover: "route", virtualAddress: "172.31.255.10" },
      backend: COLORS,
    },
    addresses: "a private one, by a route",
    failoverCall: "yes: the new master changes routes",
    zoneLoss: "nothing, after failover to the other node",
  },
  {
    title: "addressPair eip",
    sections: { entry: { kind: "addressPair", failover: "eip" }, backend: COLORS, dns: DNS },
    addresses: "an Elastic IP for each pair",
    failoverCall: "yes: the new master claims the address",
    zoneLoss: "nothing, after failover to the other node",
  },
];
