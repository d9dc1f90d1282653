import type { Output } from "@pulumi/pulumi";
import type { BackendArgs, BackendSettings } from "../../../components/backend/backend-settings";
import { Vpc } from "../../../components/network/vpc";
import type { Recording } from "../../support/recorder";

export const ZONES = ["us-east-1a", "us-east-1b"];

export const CERTIFICATE =
  "arn:aws:acm:us-east-1:123456789012:certificate/6a3b1c2d-0000-4000-8000-000000000001";

/** A colour that serves plain TLS through an NLB, as small as it gets. */
export const settings: BackendSettings = {
  instanceType: "t4g.small",
  min: 2,
  max: 6,
  loadBalancer: { kind: "nlb" },
  port: 443,
  healthPath: "/health",
};

export const vpcNamed = (name: string, cidr: string, zones: readonly string[] = ZONES) =>
  new Vpc(name, { cidr, availabilityZones: zones, egress: { kind: "none" } });

export const backendArgs = (vpc: Vpc, overrides: Partial<BackendArgs> = {}): BackendArgs => ({
  ...settings,
  color: "blue",
  vpc,
  facing: "internal",
  clients: { "public-a": "10.20.0.0/20", "public-b": "10.20.16.0/20" },
  drainSeconds: 90,
  tags: { owner: "platform" },
  ...overrides,
});

/** The value of an output whose resources are recorded. */
export const valueOf = <T>(output: Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

export const ofType = (recording: Recording, type: string) =>
  recording.resources.filter((resource) => resource.type === type);
