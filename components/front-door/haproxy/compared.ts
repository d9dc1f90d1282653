import { type ComparedFrontDoor, COLORS, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "haproxy",
    sections: { entry: { kind: "haproxy" }, backend: COLORS, dns: DNS },
    addresses: "an Elastic IP for each node",
    failoverCall: "no: DNS stops returning a dead node; its successor claims the address by a call",
    zoneLoss: "its nodes and their addresses: DNS stops returning these",
  },
];
