import assert from "node:assert/strict";
import type { Stored } from "../../../../simulator/model/resource";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../run-script";

describe("ready.mjs", () => {
  let lab: ApiLab;
  let instance: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    instance = lab.instance();
  });
  afterEach(() => lab.api.close());

  const wait = (seconds: number) =>
    runScript(lab, "roll/ready.mjs", {
      READY_NODE: "main-a",
      READY_PAIR: "main",
      READY_INSTANCE: instance.id,
      READY_TIMEOUT_SECONDS: `${seconds}`,
      READY_POLL_SECONDS: "0.05",
    });

  it("waits until the node has told that it is ready", async () => {
    lab.api.faults.unhealthy.add(instance.id);
    let asked = 0;
    lab.api.faults.watch = ({ when }) => {
      if (when === "after" && ++asked === 3) lab.api.faults.unhealthy.clear();
    };
    const { status, stdout, stderr } = await wait(60);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `main-a: ${instance.id} is ready\n`);
    assert.equal(asked, 4);
    const { action, body } = lab.api.calls[0]!;
    assert.equal(action, "cloudwatch:GetMetricStatistics");
    assert.deepEqual(body["Dimensions"], [
      { Name: "Pair", Value: "main" },
      { Name: "InstanceId", Value: instance.id },
    ]);
  });

  it("fails when the node does not tell, and says what that means", async () => {
    lab.api.faults.unhealthy.add(instance.id);
    const { status, stderr } = await wait(0.2);
    assert.equal(status, 1);
    assert.match(
      stderr,
      new RegExp(
        `^node main-a \\(${instance.id}\\) of the pair main is not ready after 0\\.2 s: .*\\nThe other node was not changed`,
      ),
    );
  });
});
