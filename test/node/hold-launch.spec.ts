import assert from "node:assert/strict";
import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { associationOfAddress } from "../../simulator/model/addresses";
import { isWaiting } from "../../simulator/model/lifecycle-hooks";
import {
  AUTO_SCALING_GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LIFECYCLE_HOOK,
} from "../../simulator/model/tokens";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";
import { eventually } from "../../commands/drill/lab/eventually";

const GROUP = "entry.instances";
const COMPLETE = "autoscaling:CompleteLifecycleAction";

describe("holdfast-hold on an instance that its group launches", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  let agent: Server;
  /** What ECS's agent says of the instance. */
  let arn: string | null;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    launchGroup();
    machine = await lab.machineOf(lab.aws.account.all(INSTANCE)[0]!);
    arn = null;
    agent = createServer((_, response) =>
      response.end(JSON.stringify({ Cluster: "entry", ContainerInstanceArn: arn, Version: "1" })),
    ).listen(0, "127.0.0.1");
    await once(agent, "listening");
    Object.assign(machine.settings, {
      HOLDFAST_GROUP: GROUP,
      HOLDFAST_HOLD_MS: "50",
      HOLDFAST_PROVE_SECONDS: "0",
      HOLDFAST_AGENT_URL: `http://127.0.0.1:${(agent.address() as AddressInfo).port}`,
    });
  });
  afterEach(async () => {
    agent.close();
    agent.closeAllConnections();
    await lab.close();
  });

  function launchGroup(): void {
    const template = lab.aws.make(LAUNCH_TEMPLATE, {
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      iamInstanceProfile: { name: lab.profile.id },
      metadataOptions: { httpTokens: "required", instanceMetadataTags: "enabled" },
    });
    const group = lab.aws.make(AUTO_SCALING_GROUP, {
      name: GROUP,
      minSize: 0,
      maxSize: 1,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.subnet.id],
      tags: [
        { key: "holdfast-node", value: "ecs", propagateAtLaunch: true },
        { key: "holdfast-allocation-ids", value: lab.address.id, propagateAtLaunch: true },
      ],
    });
    lab.aws.make(LIFECYCLE_HOOK, {
      name: GROUP.replace(".", "-"),
      autoscalingGroupName: GROUP,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    });
    lab.aws.change(group, { minSize: 1 });
  }

  const waits = () => isWaiting(lab.aws.account.find(INSTANCE, machine.id, lab.aws.region)!);
  const holder = () => associationOfAddress(lab.aws.account, lab.address.id).instanceId;
  const calls = (action: string) => lab.callsOf(machine).filter((one) => one === action).length;
  const until = (what: string, check: () => boolean) =>
    eventually(
      () => Promise.resolve(check()),
      () => `never: ${what}; called ${lab.callsOf(machine).join(", ")}`,
      120_000,
    );
  /** Starts it; answers what waits until it has said something from then on. */
  function start(): (pattern: RegExp) => Promise<void> {
    let log = "";
    machine.start("holdfast-hold").said((text) => (log += text));
    return (pattern) => {
      const from = log.length;
      return until(String(pattern), () => pattern.test(log.slice(from)));
    };
  }
  /** Another instance has the one address of the pool, as long as its task runs. */
  async function takeAddress(): Promise<NodeMachine> {
    const old = await lab.launch({ tags: { "holdfast-node": "ecs" } });
    lab.give(old);
    return old;
  }

  it("ends the wait when the agent is registered and the pool can be read, and not before", async () => {
    const old = await takeAddress();
    const says = start();
    await says(/action=unproven lacks=agent/);
    assert.equal(calls(COMPLETE), 0);
    arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/entry/0123";
    await until("in service", () => !waits());
    assert.equal(holder(), old.id);
    assert.equal(calls("ec2:AssociateAddress"), 0);
  });

  it("waits for the address first where the task answers and one is free", async () => {
    arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/entry/0123";
    lab.api.faults.add({ action: "AssociateAddress", code: "InternalError", times: 4 });
    let waited: boolean | undefined;
    lab.api.faults.watch = ({ action, when }) => {
      if (action === "CompleteLifecycleAction" && when === "before") {
        waited ??= holder() === machine.id;
      }
    };
    await machine.serve();
    start();
    await until("in service", () => !waits());
    assert.equal(waited, true);
  });

  it("leaves it waiting while the pool cannot be read", async () => {
    arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/entry/0123";
    lab.api.faults.add({
      action: "DescribeAddresses",
      code: "UnauthorizedOperation",
      status: 403,
      times: 3,
    });
    const says = start();
    await says(/action=unproven lacks=pool said="?.*UnauthorizedOperation/);
    assert.ok(waits());
    await until("in service", () => !waits());
  });

  it("ends it once, and tries again when Auto Scaling does not answer", async () => {
    arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/entry/0123";
    lab.api.faults.add({ action: "CompleteLifecycleAction", code: "Throttling", status: 400 });
    await machine.serve();
    await machine.stopServing();
    const says = start();
    await until("in service", () => !waits());
    assert.equal(calls(COMPLETE), 2);
    await machine.serve();
    await says(/action=holds/);
    assert.equal(calls(COMPLETE), 2);
  });
});
