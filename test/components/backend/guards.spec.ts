import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createDrain, createGate } from "../../../components/backend/guards";
import { scriptCommand } from "../../../components/scripts/script-command";
import { record } from "../../support/recorder";

class Owner extends pulumi.ComponentResource {
  constructor(create: (parent: Owner) => void) {
    super("holdfast:test:Owner", "owner", {});
    create(this);
  }
}

const recordGate = async () => {
  const recording = await record(() => {
    new Owner((parent) => {
      const targetGroupArns = { green: pulumi.output("arn:green") };
      createGate(
        "owner-gate",
        { targetGroupArns, region: "eu-west-1", timeoutSeconds: 300 },
        { parent },
      );
    });
  });
  return recording.find("owner-gate").inputs;
};

describe("createGate", () => {
  it("tells the script which target groups to ask about, where, and for how long", async () => {
    const { HOLDFAST_FIND: find, ...environment } = (await recordGate())["environment"] as Record<
      string,
      string
    >;
    assert.match(find!, /HOLDFAST_SCRIPTS/);
    assert.deepEqual(environment, {
      AWS_REGION: "eu-west-1",
      HOLDFAST_ACCOUNT_ID: "123456789012",
      GATE_TARGET_GROUPS: `{"green":"arn:green"}`,
      GATE_TIMEOUT_SECONDS: "300",
    });
  });

  it("names the function that registers targets, if there is one", async () => {
    const recording = await record(() => {
      new Owner((parent) => {
        const args = { targetGroupArns: {}, region: "eu-west-1", timeoutSeconds: 300 };
        createGate("owner-gate", { ...args, functionName: "follower" }, { parent });
      });
    });
    const environment = recording.find("owner-gate").inputs["environment"] as object;
    assert.equal((environment as Record<string, string>)["GATE_FUNCTION"], "follower");
  });

  it("has no other reason to run again than another answer to these questions", async () => {
    const { triggers, update } = await recordGate();
    assert.deepEqual([triggers, update], [undefined, undefined]);
  });
});

describe("createDrain", () => {
  const recordDrain = async (tags?: Readonly<Record<string, string>>) => {
    const vpc = {
      privateSubnets: { "eu-west-1a": { id: "subnet-a", cidr: "10.0.0.0/24" } },
    };
    const recording = await record(() => {
      new Owner((parent) => createDrain("owner-drain", { seconds: 30, vpc, tags }, { parent }));
    });
    return recording.find("owner-drain").inputs;
  };

  it("runs only when it is deleted, for so long", async () => {
    const { create, update, delete: remove, environment } = await recordDrain();
    assert.deepEqual([create, update], [undefined, undefined]);
    assert.equal(remove, scriptCommand("backend/drain/drain.mjs"));
    const { HOLDFAST_FIND: find, ...others } = environment as Record<string, string>;
    assert.match(find!, /HOLDFAST_SCRIPTS/);
    assert.deepEqual(others, {
      AWS_REGION: "eu-west-1",
      HOLDFAST_ACCOUNT_ID: "123456789012",
      DRAIN_SECONDS: "30",
    });
  });

  it("knows whose addresses must be free that it does not wait", async () => {
    const { environment } = await recordDrain({ "holdfast:stack": "shop/prod" });
    assert.equal((environment as Record<string, string>)["DRAIN_STACK"], "shop/prod");
  });
});
