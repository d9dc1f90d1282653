import assert from "node:assert/strict";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { BlueGreenArgs } from "../../../components/backend/args";
import { BlueGreen } from "../../../components/backend/blue-green";
import { createUnprotect } from "../../../components/backend/deletion-protection";
import { type Recording, record } from "../../support/recorder";
import { settings, vpcNamed } from "./backends";
import { watchOrdering } from "./dependencies";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const COMMAND = "command:local:Command";

describe("createUnprotect", () => {
  it("runs the script for its load balancer, when it is deleted and at no other time", async () => {
    let ordering: ReturnType<typeof watchOrdering> | undefined;
    const recording = await record(() => {
      ordering = watchOrdering();
      const { privateSubnets } = vpcNamed("network", "10.20.0.0/16");
      const subnets = Object.values(privateSubnets).map(({ id }) => id);
      const loadBalancer = new LoadBalancer("shop", { internal: true, subnets });
      createUnprotect("shop", loadBalancer, {});
    });
    const { arn } = recording.find("shop", BALANCER).outputs;
    const {
      create,
      update,
      delete: remove,
      triggers,
      environment,
    } = recording.find("shop-unprotect").inputs;
    assert.deepEqual([create, update], [undefined, undefined]);
    assert.match(remove as string, / backend\/unprotect\/unprotect\.mjs$/);
    const { HOLDFAST_FIND: find, ...rest } = environment as Record<string, string>;
    assert.ok(find);
    assert.deepEqual(rest, {
      AWS_REGION: "us-east-1",
      HOLDFAST_ACCOUNT_ID: "123456789012",
      UNPROTECT_LOAD_BALANCER: arn,
    });
    // A load balancer with another ARN gets its own command.
    assert.deepEqual(triggers, [arn]);
    const before = ordering!.dependencies.get(`${COMMAND} shop-unprotect`)!;
    assert.ok(before.has(`${BALANCER} shop`));
  });
});

/** Two colours behind a name. */
const recordColors = ({
  live = "blue",
  deletionProtection,
}: Partial<BlueGreenArgs>): Promise<Recording> =>
  record(() => {
    new BlueGreen("backend", {
      live,
      deletionProtection,
      switch: { kind: "record", reach: { kind: "private", zone: "holdfast.internal" } },
      frontDoor: vpcNamed("network", "10.20.0.0/16"),
      clients: { "public-a": "10.20.0.0/20" },
      layout: "sharedVpc",
      colors: { blue: settings, green: settings },
    });
  });

const protection = (recording: Recording): unknown[] =>
  ["blue", "green"].map(
    (color) =>
      recording.find(`backend-${color}-nlb`, BALANCER).inputs["enableDeletionProtection"] ?? false,
  );

describe("deletionProtection of BlueGreen", () => {
  for (const [title, live, wanted] of [
    ["the live colour", "blue", [true, false]],
    ["no colour of weight 0", { blue: 0, green: 100 }, [false, true]],
    ["both colours of a canary", { blue: 90, green: 10 }, [true, true]],
  ] as const) {
    it(`protects ${title}, and can turn it off for both`, async () => {
      const recording = await recordColors({ live, deletionProtection: true });
      assert.deepEqual(protection(recording), wanted);
      for (const color of ["blue", "green"]) {
        const { arn } = recording.find(`backend-${color}-nlb`, BALANCER).outputs;
        const { inputs } = recording.find(`backend-${color}-nlb-unprotect`, COMMAND);
        assert.deepEqual(inputs["triggers"], [arn]);
      }
    });
  }

  it("is off by default, and needs no command then", async () => {
    const recording = await recordColors({});
    assert.deepEqual(protection(recording), [false, false]);
    assert.ok(recording.resources.every(({ name }) => !name.endsWith("-unprotect")));
  });
});
