import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import { BlueGreen } from "../../../../components/backend/blue-green";
import type { Color, Weights } from "../../../../components/backend/plan-blue-green";
import type { PooledAlbArgs } from "../../../../components/front-door/alb/args";
import { PooledAlb } from "../../../../components/front-door/alb/pooled-alb";
import { type Recording, record } from "../../../support/recorder";
import { CERTIFICATE, ZONES, vpcNamed } from "../../backend/backends";
import { type Ordering, watchOrdering } from "../../backend/dependencies";

interface RecordedAlb {
  readonly recording: Recording;
  readonly ordering: Ordering;
  readonly door: PooledAlb;
}

/** Records a front door named `entry`, with a block of its own and colours in its VPC. */
export async function recordAlb(
  args: Partial<PooledAlbArgs> = {},
  live: Color | Weights = "blue",
): Promise<RecordedAlb> {
  let ordering: Ordering | undefined;
  let door: PooledAlb | undefined;
  const recording = await record(() => {
    ordering = watchOrdering();
    const vpc = vpcNamed("network", "10.20.0.0/16", ZONES);
    const { pool } = new StaticAddresses("addresses", {
      addresses: {},
      block: { region: "us-east-1", netmaskLength: 29 },
      protect: false,
    });
    const colors = ["blue", "green"].map((color) => [
      color,
      {
        instanceType: "t4g.small",
        min: 2,
        max: 6,
        loadBalancer: { kind: "none" } as const,
        port: 443,
        healthPath: "/health",
      },
    ]);
    const blueGreen = new BlueGreen("backend", {
      live,
      switch: { kind: "frontDoor" },
      frontDoor: vpc,
      clients: {},
      layout: "sharedVpc",
      colors: Object.fromEntries(colors) as Record<Color, never>,
    });
    door = new PooledAlb("entry", {
      vpc,
      pool: pool!,
      certificateArn: CERTIFICATE,
      deletionProtection: false,
      colors: blueGreen.colors,
      tags: { owner: "platform" },
      ...args,
    });
  });
  return { recording, ordering: ordering!, door: door! };
}
