import assert from "node:assert/strict";
import { eventually } from "../../../../commands/drill/lab/eventually";
import type { Stored } from "../../../../simulator/model/resource";
import { EIP_ASSOCIATION } from "../../../../simulator/model/tokens";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../../image/run-script";

const FREE = "the front door's addresses are free: no connection is left to drain\n";
const DRAINS = /^draining until \d\d:\d\d:\d\d UTC \(0 s\)\n$/;

describe("drain.mjs", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  /** An address of the stack, with more or other tags. */
  const address = (tags: Readonly<Record<string, string>>) =>
    lab.aws.eip({
      tags: {
        "holdfast:stack": "shop/prod",
        "holdfast:role": "ingress",
        "holdfast:key": "entry-a1",
        "holdfast:holder": "none",
        ...tags,
      },
    });
  /** Associates an address with a new instance. */
  const associate = ({ id: allocationId }: Stored): Stored =>
    lab.aws.make(EIP_ASSOCIATION, { allocationId, instanceId: lab.instance().id });
  const drain = async (environment = {}) => {
    const { status, stdout, stderr } = await runScript(lab, "../backend/drain/drain.mjs", {
      DRAIN_SECONDS: "0",
      DRAIN_STACK: "shop/prod",
      ...environment,
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it("does not wait when every address of the front door is free", async () => {
    address({});
    address({ "holdfast:key": "entry-b1" });
    address({ "holdfast:key": "host-db", "holdfast:holder": "host-db" });
    address({ "holdfast:stack": "shop/dev", "holdfast:holder": "node-a1" });
    // It would end long after the test.
    assert.equal(await drain({ DRAIN_SECONDS: "86400" }), FREE);
  });

  it("does not wait when nothing has the addresses any more, although one names its former node", async () => {
    address({});
    address({ "holdfast:key": "entry-a2", "holdfast:holder": "node-a2" });
    assert.equal(await drain({ DRAIN_SECONDS: "86400" }), FREE);
  });

  it("stops waiting when the last node is gone", async () => {
    const association = associate(address({ "holdfast:holder": "node-a1" }));
    const drained = drain({ DRAIN_SECONDS: "86400" });
    await eventually(
      () => Promise.resolve(lab.api.calls.some(({ action }) => action === "ec2:DescribeAddresses")),
      () => "it does not ask AWS",
    );
    lab.aws.account.remove(association);
    assert.match(await drained, new RegExp(`^draining until .*\\n${FREE}$`));
  });

  for (const [when, tags] of [
    ["an address of the front door has a holder", { "holdfast:holder": "node-a1" }],
    ["the only free address is about to be released", { "holdfast:release": "allowed" }],
    ["the only free address is not the front door's", { "holdfast:key": "host-db" }],
  ] as const) {
    it(`waits while ${when}`, async () => {
      associate(address(tags));
      assert.match(await drain(), DRAINS);
    });
  }

  it("waits while one of the front door's addresses has a holder", async () => {
    address({});
    associate(address({ "holdfast:key": "entry-b1", "holdfast:holder": "nlb 10.20.0.0/16" }));
    assert.match(await drain(), DRAINS);
  });

  it("waits where the stack has no address, and where no stack is known", async () => {
    assert.match(await drain(), DRAINS);
    address({});
    assert.match(await drain({ DRAIN_STACK: "" }), DRAINS);
  });

  it("waits when AWS does not report who has the addresses", async () => {
    address({});
    lab.api.faults.add({ action: "DescribeAddresses", code: "UnauthorizedOperation", status: 403 });
    const printed = /^draining, since AWS did not report who has the addresses: .*Unauthorized/;
    assert.match(await drain(), printed);
  });
});
