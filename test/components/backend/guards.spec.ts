import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { createDrain, createGate } from "../../../components/backend/guards";
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
  it("only takes its time, and only when it is deleted", async () => {
    const recording = await record(() => {
      new Owner((parent) => createDrain("owner-drain", 1, { parent }));
    });
    const { create, update, delete: remove } = recording.find("owner-drain").inputs;
    assert.deepEqual([create, update], [undefined, undefined]);
    const start = performance.now();
    const { status } = spawnSync(remove as string, { shell: true });
    assert.equal(status, 0);
    assert.ok(performance.now() - start >= 950);
  });
});
