import assert from "node:assert/strict";
import { AUTO_SCALING_GROUP, INSTANCE, LAUNCH_TEMPLATE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { text } from "../../../simulator/model/values";
import { ApiLab, all } from "./api-lab";

describe("Instance refreshes", () => {
  let lab: ApiLab;
  let template: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    template = lab.aws.make(LAUNCH_TEMPLATE, {
      name: "proxy",
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
    });
    lab.aws.make(AUTO_SCALING_GROUP, {
      name: "a1",
      minSize: 1,
      maxSize: 1,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
    });
    template = lab.aws.account.update(template, { ...template.inputs, instanceType: "t3.micro" });
  });
  afterEach(() => lab.api.close());

  const call = (Action: string, parameters = {}) =>
    lab.call("autoscaling", Action, { AutoScalingGroupName: "a1", ...parameters });
  const start = (version: string, warmup = 300) =>
    call("StartInstanceRefresh", {
      "DesiredConfiguration.LaunchTemplate.Version": version,
      "Preferences.InstanceWarmup": `${warmup}`,
    });
  const status = async () => all(await call("DescribeInstanceRefreshes"), "Status");
  const types = () =>
    lab.aws.account.all(INSTANCE).map(({ inputs }) => text(inputs["instanceType"]));
  const group = () => lab.aws.account.all(AUTO_SCALING_GROUP)[0]!;

  it("launches the new instance beside the old one, which goes when warming up is over", async () => {
    await start("2", 0);
    assert.deepEqual(types(), ["t3.small", "t3.micro"]);
    assert.deepEqual(await status(), ["InProgress"]);
    assert.deepEqual(group().inputs["launchTemplate"], { id: template.id, version: "1" });
    assert.deepEqual(await status(), ["Successful"]);
    assert.deepEqual(types(), ["t3.micro"]);
    assert.deepEqual(group().inputs["launchTemplate"], { id: template.id, version: "2" });
  });

  it("keeps both while the new one warms up", async () => {
    await start("2");
    for (let times = 0; times < 10; times++) assert.deepEqual(await status(), ["InProgress"]);
    assert.equal(types().length, 2);
    assert.match(await start("2"), /<Code>InstanceRefreshInProgress</);
  });

  it("is rolled back to the version that the group has", async () => {
    await start("2");
    assert.match(await call("RollbackInstanceRefresh"), /<InstanceRefreshId>/);
    assert.deepEqual(await status(), ["RollbackSuccessful"]);
    assert.deepEqual(types(), ["t3.small"]);
    assert.match(await call("RollbackInstanceRefresh"), /<Code>ActiveInstanceRefreshNotFound</);
  });

  it("is not rolled back without a version that was asked for", async () => {
    await call("StartInstanceRefresh");
    assert.match(await call("RollbackInstanceRefresh"), /<Code>IrreversibleInstanceRefresh</);
    assert.match(await call("CancelInstanceRefresh"), /<InstanceRefreshId>/);
    assert.deepEqual(await status(), ["Cancelled"]);
  });

  it("skips what is of the version already, when asked to", async () => {
    const [before] = lab.aws.account.all(INSTANCE);
    await call("StartInstanceRefresh", { "Preferences.SkipMatching": "true" });
    assert.deepEqual(await status(), ["Successful"]);
    assert.deepEqual(lab.aws.account.all(INSTANCE), [before]);
  });

  describe("of a group of several", () => {
    const open = (inputs = {}) => {
      const own = group().inputs;
      lab.aws.account.remove(group());
      lab.aws.make(AUTO_SCALING_GROUP, { ...own, minSize: 2, maxSize: 4, ...inputs });
    };
    const startWith = (maximum: number) =>
      call("StartInstanceRefresh", {
        "DesiredConfiguration.LaunchTemplate.Version": "2",
        "Preferences.InstanceWarmup": "0",
        "Preferences.MaxHealthyPercentage": `${maximum}`,
      });

    it("launches no more than it may, and ends an old one for each new one", async () => {
      open();
      await startWith(150);
      const steps = [types().join()];
      while ((await status())[0] !== "Successful") steps.push(types().join());
      steps.push(types().join());
      assert.deepEqual(
        [...new Set(steps)],
        ["t3.small,t3.small,t3.micro", "t3.small,t3.micro,t3.micro", "t3.micro,t3.micro"],
      );
    });

    it("launches all at once when it may", async () => {
      open();
      await startWith(200);
      assert.deepEqual(types(), ["t3.small", "t3.small", "t3.micro", "t3.micro"]);
    });

    it("leaves protected instances when it is cancelled, also too many", async () => {
      open({ protectFromScaleIn: true });
      await startWith(150);
      await call("CancelInstanceRefresh");
      assert.deepEqual(await status(), ["Cancelled"]);
      assert.deepEqual(types(), ["t3.small", "t3.small", "t3.micro"]);
    });
  });
});
