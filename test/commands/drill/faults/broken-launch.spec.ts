import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { brokenLaunch } from "../../../../commands/drill/faults/broken-launch";
import { readCloudConfig } from "../../../../commands/drill/lab/cloud-config";
import type { Rehearsal } from "../../../../commands/drill/scenario";
import { type Stored, text } from "../../../../simulator";
import { associationOfAddress } from "../../../../simulator/model/addresses";
import { AUTO_SCALING_GROUP, INSTANCE, LAUNCH_TEMPLATE } from "../../../../simulator/model/tokens";
import { ApiLab } from "../../../simulator/api/api-lab";

const FILES = [
  { path: "/opt/holdfast/bin/holdfast-boot", content: "#!/bin/sh\nexec boot\n" },
  { path: "/etc/holdfast/node.env", content: "NODE=a1\n" },
];
const USER_DATA = gzipSync(
  `#cloud-config\n${JSON.stringify({ write_files: FILES, runcmd: [["true"]] })}\n`,
).toString("base64");

describe("an update whose new nodes do not come up", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  /** A zone with the node `a1`, which has its address. */
  function open(status: "up" | "down") {
    const { account } = lab.aws;
    const address = lab.aws.eip();
    const template = lab.aws.make(LAUNCH_TEMPLATE, {
      imageId: "ami-0000000000000000a",
      instanceType: "t3.small",
      userData: USER_DATA,
    });
    const tags = { "holdfast-node": "a1", "holdfast-allocation-id": address.id };
    lab.aws.make(AUTO_SCALING_GROUP, {
      name: "a1",
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
      tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    });
    const [old] = account.all(INSTANCE);
    lab.api.faults.watch = () => {
      if (status === "up") return;
      for (const { id } of account.all(INSTANCE))
        if (id !== old!.id) lab.api.faults.unhealthy.add(id);
    };
    const launched: string[] = [];
    const told: string[] = [];
    const plane = {
      launchSpeed: 220,
      settings: { account },
      nodes: { all: () => [{ zone: "us-east-1a", label: "a1" }] },
      api: lab.api,
      closed: new AbortController().signal,
      record: (_: string, line: string) => told.push(line),
      change(resource: Stored, inputs: Stored["inputs"]) {
        const data = readCloudConfig(text(inputs["userData"]));
        launched.push(...data!.files.map(({ content }) => content));
        return account.update(resource, inputs);
      },
      follow: () => undefined,
    };
    const rehearsal = {
      plane,
      node: { zone: "us-east-1a" },
      inject: (line: string) => told.push(line),
      restore: (line: string) => told.push(line),
    };
    return {
      run: () => brokenLaunch(rehearsal as unknown as Rehearsal),
      holder: () => associationOfAddress(account, address.id).instanceId,
      old: old!.id,
      launched,
      told,
    };
  }

  it("ends with the old node and the original launch template, as the update's command fails", async () => {
    const { run, holder, old, launched, told } = open("down");
    await run();
    assert.equal(holder(), old);
    const [boot, settings] = FILES.map(({ content }) => content);
    assert.deepEqual(launched, ["#!/bin/sh\nexit 1\n", settings, boot, settings]);
    assert.match(
      told.join("\n"),
      /^an update replaces the nodes of us-east-1a[^]*node a1 was not rolled[^]*the original launch templates$/,
    );
  });

  it("fails when the command does not", async () => {
    await assert.rejects(open("up").run(), /the update ended with exit status 0, not with 1/);
  });
});
