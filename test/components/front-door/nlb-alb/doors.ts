import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import type { BackendSettings } from "../../../../components/backend/backend-settings";
import { BlueGreen } from "../../../../components/backend/blue-green";
import type { Color, Weights } from "../../../../components/backend/plan-blue-green";
import type { AlbTarget } from "../../../../components/front-door/nlb-alb/alb-target";
import { NlbAlb } from "../../../../components/front-door/nlb-alb/nlb-alb";
import type { NlbAlbArgs } from "../../../../components/front-door/nlb-alb/args";
import { requestNlbAddresses } from "../../../../components/front-door/nlb/nlb-addresses";
import type { FollowedName } from "../../../../components/front-door/nlb-alb/to-addresses";
import type { Vpc } from "../../../../components/network/vpc";
import type { Account } from "../../../../simulator";
import { type Recording, record } from "../../../support/recorder";
import { CERTIFICATE, ZONES, vpcNamed } from "../../backend/backends";
import { type Ordering, watchOrdering } from "../../backend/dependencies";

export { CERTIFICATE, ZONES };

interface RecordedDoor {
  readonly recording: Recording;
  readonly ordering: Ordering;
  readonly door: NlbAlb;
}

type Described = Pick<NlbAlbArgs, "target"> & Partial<NlbAlbArgs>;

/** Records a front door named `entry` with the Elastic IPs of its zones. */
export async function recordDoor(
  describe: (vpc: Vpc) => Described,
  zones: readonly string[] = ZONES,
  account?: Account,
): Promise<RecordedDoor> {
  let ordering: Ordering | undefined;
  let door: NlbAlb | undefined;
  const program = () => {
    ordering = watchOrdering();
    const vpc = vpcNamed("network", "10.20.0.0/16", zones);
    const { addresses } = new StaticAddresses("addresses", {
      addresses: Object.fromEntries(
        requestNlbAddresses({
          owner: "nlb",
          zones,
          vpc: "10.20.0.0/16",
        }).map(({ key, ...address }) => [key, address]),
      ),
      protect: false,
    });
    door = new NlbAlb("entry", {
      vpc,
      addresses,
      deletionProtection: false,
      tags: { owner: "platform" },
      ...describe(vpc),
    });
  };
  const recording = await record(program, { account });
  return { recording, ordering: ordering!, door: door! };
}

const settings: BackendSettings = {
  instanceType: "t4g.small",
  min: 2,
  max: 6,
  loadBalancer: { kind: "none" },
  port: 443,
  healthPath: "/health",
};

interface AlbOptions {
  readonly live?: Color | Weights;
  readonly colors?: readonly Color[];
  readonly backend?: Partial<BackendSettings>;
  readonly target?: Partial<AlbTarget>;
}

/** A front door whose ALB shares clients out between colours in its own VPC. */
export const toAlb =
  ({ live = "blue", colors = ["blue", "green"], backend, target }: AlbOptions = {}) =>
  (frontDoor: Vpc): Described => {
    const blueGreen = new BlueGreen("backend", {
      live,
      switch: { kind: "frontDoor" },
      frontDoor,
      clients: {},
      layout: "sharedVpc",
      colors: Object.fromEntries(colors.map((color) => [color, { ...settings, ...backend }])),
    });
    const certificate = { certificateArn: CERTIFICATE };
    return { target: { kind: "alb", ...certificate, colors: blueGreen.colors, ...target } };
  };

/** A front door that follows the colours' own ALBs, each in a VPC of its own. */
export const toColors =
  (live: Color | Weights = "blue") =>
  (frontDoor: Vpc): Described => {
    const own = {
      ...settings,
      loadBalancer: { kind: "alb", certificateArn: CERTIFICATE } as const,
    };
    const { colors } = new BlueGreen("backend", {
      live,
      switch: { kind: "frontDoor" },
      frontDoor,
      clients: { a: frontDoor.publicSubnets[ZONES[0]!]!.cidr },
      layout: "vpcPerColor",
      colors: { blue: { ...own, cidr: "10.30.0.0/16" }, green: { ...own, cidr: "10.40.0.0/16" } },
    });
    const names = Object.fromEntries(
      Object.entries(colors).map(([color, { weight, backend, parts }]) => [
        color,
        {
          dnsName: backend.dnsName,
          weight,
          healthPath: backend.healthPath,
          healthTargetGroupArn: backend.targetGroupArn,
          parts,
        },
      ]),
    );
    return { target: { kind: "ips", ports: [443, 80], names } };
  };

/** A front door that follows names of others. */
export const toNames =
  (names: Readonly<Record<string, FollowedName>>, ports: readonly number[] = [443]) =>
  (): Described => ({ target: { kind: "ips", ports, names } });
