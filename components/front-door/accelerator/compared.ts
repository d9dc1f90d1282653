import { type ComparedFrontDoor, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "accelerator",
    sections: {
      entry: { kind: "accelerator" },
      backend: { layout: "sharedVpc", live: "blue", blue: {}, green: {} },
      dns: DNS,
    },
    addresses: "two of the accelerator, announced from everywhere",
    failoverCall: "no: the accelerator and the NLB leave dead targets out",
    zoneLoss: "nothing: the NLB's other zone goes on",
  },
];
