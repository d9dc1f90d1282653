import assert from "node:assert/strict";
import type { Box, Picture } from "../../../../commands/diagram/picture";
import { readPicture } from "../../../../commands/diagram/read-picture";
import { renderMermaid } from "../../../../commands/diagram/render-mermaid";
import { renderSvg } from "../../../../commands/diagram/render-svg";
import { planProgram } from "../../../../commands/shared/plan-program";
import { toSettings } from "../../../../stack/stack-settings";
import type { ProgramConfig } from "../../../support/program";
import { flawsOf } from "../geometry";

const VPC = "vpc-0a1b2c3d4e5f60718";
const PUBLIC = ["subnet-0a000000000000001", "subnet-0a000000000000002"];
const PRIVATE = ["subnet-0b000000000000001", "subnet-0b000000000000002"];
const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/0123456789abcdef";
const TARGETS =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/orders/0123456789abcdef";
const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };

/** The picture of a stack in an existing VPC, after a check of its layout. */
async function draw(sections: ProgramConfig): Promise<Picture> {
  const network = { existing: { vpcId: VPC, publicSubnets: PUBLIC, privateSubnets: PRIVATE } };
  const settings = { ...toSettings("test", {}), sections: { network, ...sections } };
  const resources = await planProgram("holdfast", settings);
  const picture = readPicture(resources, { title: "Stack test", deployed: true });
  assert.deepEqual(await flawsOf(picture), []);
  return picture;
}

const find = ({ boxes }: Picture, title: string): Box => {
  const found = boxes.find((box) => box.title === title);
  assert.ok(found, `no box has the title ${title}`);
  return found;
};

/** The titles of the boxes to which a box forwards. */
const targetsOf = (picture: Picture, title: string): string[] =>
  picture.flows
    .filter(({ from }) => from === find(picture, title).id)
    .map(({ to }) => picture.boxes.find(({ id }) => id === to)!.title)
    .sort();

/** The ids of the subnets of a box, each with its zone and tier. */
function placeOf({ vpcs }: Picture, { position }: Box): string[] {
  assert.equal(position.kind, "subnets");
  return vpcs.flatMap(({ zones }) =>
    zones.flatMap(({ name, subnets }) =>
      subnets
        .filter(({ id }) => position.subnets.includes(id))
        .map(({ cidr, isPublic }) => `${name} ${isPublic ? "public" : "private"} ${cidr}`),
    ),
  );
}

describe("readPicture of what exists", () => {
  it("has the VPC with its front door in it, and clients outside", async () => {
    const picture = await draw({
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: { live: "blue", ...COLORS },
      dns: { zone: "holdfast-demo.net", createZone: true },
    });
    assert.deepEqual(
      picture.vpcs.map(({ name, isExisting, isBackend }) => [name, isExisting, isBackend]),
      [
        [VPC, true, false],
        ["backend-blue", undefined, true],
        ["backend-green", undefined, true],
      ],
    );
    assert.deepEqual(
      ["a", "b"].map((zone) => placeOf(picture, find(picture, `HAProxy ${zone}1`))),
      PUBLIC.map((id, index) => [`us-east-1${"ab".charAt(index)} public ${id}`]),
    );
    const name = find(picture, "static.holdfast-demo.net");
    assert.deepEqual([name.position.kind, name.details], ["above", ["public name, Route 53"]]);
    assert.deepEqual(targetsOf(picture, "clients"), ["static.holdfast-demo.net"]);
    assert.deepEqual(
      picture.peerings.map(({ from }) => from),
      [picture.vpcs[0]!.id, picture.vpcs[0]!.id],
    );
    for (const text of [renderMermaid(picture), await renderSvg(picture)]) {
      assert.match(text, new RegExp(`existing VPC ${VPC}`));
    }
  });

  it("has an NLB and its ALB in the VPC, where zones are not known", async () => {
    const picture = await draw({
      entry: { kind: "nlbAlb" },
      backend: { live: "blue", layout: "sharedVpc", blue: {} },
    });
    const [vpc, ...others] = picture.vpcs;
    assert.deepEqual(others, []);
    assert.deepEqual(
      vpc!.zones.map(({ name, subnets }) => [name, subnets.length]),
      [["existing subnets", 4]],
    );
    assert.deepEqual(
      placeOf(picture, find(picture, "NLB entry-nlb")),
      PUBLIC.map((id) => `existing subnets public ${id}`),
    );
  });

  it("reaches a load balancer, and an auto scaling group behind its NLB", async () => {
    const picture = await draw({
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: {
        live: "blue",
        existing: {
          blue: { loadBalancerArn: ALB, port: 80 },
          green: { autoScalingGroup: "shop", port: 80 },
        },
      },
    });
    const [balancer, nlb] = targetsOf(picture, "live.holdfast.internal").reverse();
    assert.match(balancer!, /\.elb\.amazonaws\.com$/);
    assert.deepEqual(find(picture, balancer!).details, ["existing load balancer"]);
    assert.equal(nlb, "NLB backend-green-nlb");
    assert.deepEqual(targetsOf(picture, nlb), ["shop"]);
    assert.deepEqual(find(picture, "shop").details, ["existing auto scaling group"]);
    assert.deepEqual(
      picture.vpcs.map(({ name }) => name),
      [VPC],
    );
  });

  it("has the VPC of targets after that of the front door", async () => {
    const picture = await draw({
      network: { cidr: "10.20.0.0/16" },
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: { live: "blue", existing: { blue: { autoScalingGroup: "shop", port: 80 } } },
    });
    assert.deepEqual(
      picture.vpcs.map(({ isExisting = false, isBackend }) => [isExisting, isBackend]),
      [
        [false, false],
        [true, true],
      ],
    );
  });

  it("leads from an accelerator to a load balancer, and from an ALB to a target group", async () => {
    const accelerated = await draw({
      entry: { kind: "accelerator" },
      backend: { live: "blue", existing: { blue: { loadBalancerArn: ALB, port: 80 } } },
    });
    assert.deepEqual(targetsOf(accelerated, "Global Accelerator"), ["ALB shop"]);
    const forwarding = await draw({
      entry: { kind: "nlbAlb" },
      backend: { live: "blue", existing: { blue: { targetGroupArn: TARGETS, port: 80 } } },
    });
    assert.deepEqual(targetsOf(forwarding, "ALB entry-alb"), ["orders"]);
    assert.deepEqual(find(forwarding, "orders").details, ["existing target group"]);
  });
});
