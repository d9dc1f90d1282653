import { type ComparedFrontDoor, DNS } from "../compared";

export const COMPARED: readonly ComparedFrontDoor[] = [
  {
    title: "accelerator",
    sections: {
      entry: { kind: "accelerator" },
      backend: { layout: "sharedVpc", live: "blue", blue: {}, green: {} },
      dns: DNS,
    },
    addresses: "two anycast addresses of the accelerator",
    failoverCall: "no: the accelerator and the NLB skip unhealthy targets",
    zoneLoss: "nothing: the NLB's other zone keeps serving",
  },
];
