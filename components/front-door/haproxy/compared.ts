import { type ComparedFrontDoor, COLORS, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "haproxy",
    sections: { entry: { kind: "haproxy" }, backend: COLORS, dns: DNS },
    addresses: "an Elastic IP for each node",
    failoverCall: "no: DNS leaves a dead node out; its successor claims the address by a call",
    zoneLoss: "its nodes and their addresses: DNS leaves these out",
  },
];
