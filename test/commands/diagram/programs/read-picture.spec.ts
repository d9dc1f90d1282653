import assert from "node:assert/strict";
import fc from "fast-check";
import { planProgram } from "../../../../commands/shared/plan-program";
import { fromStackExport } from "../../../../stack/export";
import { toSettings } from "../../../../stack/stack-settings";
import type { Resource } from "../../../../stack/resource";
import type { Picture } from "../../../../commands/diagram/picture";
import { readPicture } from "../../../../commands/diagram/read-picture";
import { renderMermaid } from "../../../../commands/diagram/render-mermaid";
import { renderSvg } from "../../../../commands/diagram/render-svg";
import {
  type ProgramConfig,
  acceleratedDoor,
  addressPair,
  ecsFrontDoor,
  followingDoor,
  frontDoor,
  jumpHost,
  nlbFrontDoor,
} from "../../../support/program";
import { flawsOf } from "../geometry";

const planned = new Map<string, Promise<Resource[]>>();

/** The declared resources; runs the program once for each configuration. */
function plan(sections: ProgramConfig): Promise<Resource[]> {
  const key = JSON.stringify(sections);
  const settings = { ...toSettings("test", {}), sections };
  const found = planned.get(key) ?? planProgram("holdfast", settings);
  planned.set(key, found);
  return found;
}

/** The picture, after a check of its layout. */
async function draw(sections: ProgramConfig): Promise<Picture> {
  const picture = readPicture(await plan(sections), { title: "Stack test", deployed: true });
  assert.deepEqual(await flawsOf(picture), []);
  return picture;
}

const zones = (letters: string): ProgramConfig => ({
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: [...letters].map((letter) => `us-east-1${letter}`),
  },
});

const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };

/** Every front door, in the zones given. */
const doors = (letters: string): Readonly<Record<string, ProgramConfig>> => ({
  haproxy: frontDoor(zones(letters)),
  "haproxy, by traffic policy to both colours in one VPC": frontDoor({
    ...zones(letters),
    backend: {
      live: "green",
      layout: "sharedVpc",
      loadBalancer: "alb",
      blue: { port: 80 },
      green: { port: 80 },
    },
    dns: { zone: "holdfast-demo.net", createZone: true, routing: "trafficPolicy" },
  }),
  "an NLB in front of an ALB": nlbFrontDoor(zones(letters)),
  "an NLB that follows addresses": followingDoor(zones(letters)),
  "an accelerator": acceleratedDoor(zones(letters)),
  "a pair by route": addressPair({}, zones(letters)),
  "two pairs by Elastic IP": {
    ...zones(letters),
    entry: { kind: "addressPair", failover: "eip", pairs: { orders: {}, users: {} } },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  },
  "tasks on instances": ecsFrontDoor({}, zones(letters)),
  "tasks on Fargate": ecsFrontDoor({ launchType: "fargate" }, zones(letters)),
  "no front door": jumpHost(zones(letters)),
});

/** Flows as text, by the titles of the boxes. */
function flowsOf({ boxes, flows }: Picture): string[] {
  const title = (id: string) => boxes.find((box) => box.id === id)!.title;
  return flows
    .map(({ from, to, idle, share }) => {
      const arrow = idle ? "-.->" : "-->";
      return `${title(from)} ${arrow} ${title(to)}${share === undefined ? "" : ` ${share} %`}`;
    })
    .sort();
}

const namesOf = (resources: readonly Resource[], ...types: string[]): string[] =>
  resources.filter(({ type }) => types.includes(type)).map(({ urn }) => urn);

const MACHINES = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:autoscaling/group:Group",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:globalaccelerator/accelerator:Accelerator",
];

describe("readPicture", () => {
  for (const [door, sections] of Object.entries(doors("abc"))) {
    it(`has everything of ${door} in three zones once, and readable`, async () => {
      const resources = await plan(sections);
      const picture = readPicture(resources, { title: "Stack test", deployed: true });
      assert.deepEqual(await flawsOf(picture), []);
      const ids = picture.boxes.map(({ id }) => id);
      assert.deepEqual(
        namesOf(resources, ...MACHINES).filter(
          (urn) => ids.filter((id) => id === urn).length !== 1,
        ),
        [],
      );
      const subnets = picture.vpcs.flatMap((vpc) =>
        vpc.zones.flatMap((zone) => zone.subnets.map(({ id }) => id)),
      );
      assert.deepEqual(subnets.sort(), namesOf(resources, "aws:ec2/subnet:Subnet").sort());
      const eips = resources.filter(({ type }) => type === "aws:ec2/eip:Eip");
      const drawn = picture.boxes.flatMap(({ addresses }) => addresses.map(({ ip }) => ip));
      for (const { name, outputs } of eips) {
        const count = drawn.filter((ip) => ip === outputs!["publicIp"]).length;
        assert.equal(count, 1, `${name} is drawn ${count} times`);
      }
      const waiting = picture.boxes.find(({ id }) => id === "waiting addresses");
      assert.equal(waiting, undefined);
    });

    it(`draws ${door} the same in whatever order the engine made it`, async () => {
      const resources = await plan(sections);
      const options = { title: "Stack test", deployed: true };
      const expected = renderMermaid(readPicture(resources, options));
      const orders = fc.shuffledSubarray(resources, { minLength: resources.length });
      fc.assert(
        fc.property(orders, (shuffled) => {
          assert.equal(renderMermaid(readPicture(shuffled, options)), expected);
        }),
        { numRuns: 10 },
      );
      const svgs = [resources, [...resources].reverse()].map((one) =>
        renderSvg(readPicture(one, options)),
      );
      assert.equal(await svgs[0], await svgs[1]);
    });
  }

  it("leads from clients over nodes to both colours", async () => {
    const backend = { ...COLORS, weights: { blue: 90, green: 10 } };
    assert.deepEqual(flowsOf(await draw(frontDoor({ backend }))), [
      "HAProxy a1 --> live.holdfast.internal",
      "HAProxy a2 --> live.holdfast.internal",
      "HAProxy b1 --> live.holdfast.internal",
      "HAProxy b2 --> live.holdfast.internal",
      "NLB backend-blue-nlb --> backend-blue",
      "NLB backend-green-nlb --> backend-green",
      "clients --> static.holdfast-demo.net",
      "live.holdfast.internal --> NLB backend-blue-nlb 90 %",
      "live.holdfast.internal --> NLB backend-green-nlb 10 %",
      "static.holdfast-demo.net --> HAProxy a1",
      "static.holdfast-demo.net --> HAProxy a2",
      "static.holdfast-demo.net --> HAProxy b1",
      "static.holdfast-demo.net --> HAProxy b2",
    ]);
  });

  it("leads through an NLB to the ALBs whose addresses a function follows", async () => {
    assert.deepEqual(flowsOf(await draw(followingDoor())), [
      "ALB backend-blue-alb --> backend-blue",
      "ALB backend-green-alb -.-> backend-green",
      "NLB entry-nlb --> ALB backend-blue-alb",
      "NLB entry-nlb -.-> ALB backend-green-alb",
      "clients --> static.holdfast-demo.net",
      "static.holdfast-demo.net --> NLB entry-nlb",
    ]);
  });

  it("leads out of the stack, in a migration and to names that are followed", async () => {
    const migration = {
      entry: { kind: "nlbAlb", follow: { shop: { name: "shop.example.net", weight: 100 } } },
      dns: {
        zone: "holdfast-demo.net",
        createZone: true,
        migration: { from: "old.example.net", percent: 10 },
      },
    };
    assert.deepEqual(flowsOf(await draw({ ...zones("ab"), ...migration })), [
      "NLB entry-nlb --> shop.example.net",
      "clients --> static.holdfast-demo.net",
      "static.holdfast-demo.net --> NLB entry-nlb 10 %",
      "static.holdfast-demo.net --> old.example.net 90 %",
    ]);
  });

  it("leads from an accelerator to both colours", async () => {
    assert.deepEqual(flowsOf(await draw(acceleratedDoor())), [
      "Global Accelerator --> NLB backend-blue-nlb",
      "Global Accelerator -.-> NLB backend-green-nlb",
      "NLB backend-blue-nlb --> backend-blue",
      "NLB backend-green-nlb -.-> backend-green",
      "clients --> static.holdfast-demo.net",
      "static.holdfast-demo.net --> Global Accelerator",
    ]);
  });

  it("leads from clients in the VPC over a pair's address to its nodes' backends", async () => {
    for (const configSource of ["userData", "s3"]) {
      assert.deepEqual(flowsOf(await draw(addressPair({ configSource }))), [
        "HAProxy main-a --> orders.example.com",
        "HAProxy main-b -.-> orders.example.com",
        "address of the pair main --> HAProxy main-a",
        "address of the pair main -.-> HAProxy main-b",
        "clients inside the VPC --> address of the pair main",
      ]);
    }
  });

  it("shows traffic to the node that has the pair's address, and the other one as standby", async () => {
    const EIP = "aws:ec2/eip:Eip";
    const byEip: ProgramConfig = {
      ...zones("ab"),
      entry: { kind: "addressPair", failover: "eip", pairs: { main: {} } },
      backend: { live: "blue", blue: COLORS.blue },
    };
    for (const [sections, type, output] of [
      [addressPair(), "aws:ec2/route:Route", "networkInterfaceId"],
      [byEip, EIP, "networkInterface"],
      [byEip, EIP, "instance"],
    ] as const) {
      const resources = await plan(sections);
      const holder = resources.find(({ name, type: one }) =>
        output === "instance"
          ? one === "aws:ec2/instance:Instance" && name.endsWith("-b")
          : one === "aws:ec2/networkInterface:NetworkInterface" && name.endsWith("-b"),
      )!;
      const moved = resources.map((one) =>
        one.type === type ? { ...one, outputs: { ...one.outputs, [output]: holder.id } } : one,
      );
      for (const [state, active, standby] of [
        [resources, "main-a", "main-b"],
        [moved, "main-b", "main-a"],
      ] as const) {
        const picture = readPicture(state, { title: "Stack test", deployed: true });
        const flows = flowsOf(picture);
        assert.ok(flows.includes(`address of the pair main --> HAProxy ${active}`));
        assert.ok(flows.includes(`address of the pair main -.-> HAProxy ${standby}`));
        assert.deepEqual(
          picture.boxes
            .filter(({ details }) => details.includes("standby"))
            .map(({ title }) => title),
          [`HAProxy ${standby}`],
        );
      }
    }
  });

  it("shows traffic to ECS tasks, on instances and behind an NLB", async () => {
    const onInstances = flowsOf(await draw(ecsFrontDoor()));
    assert.ok(onInstances.includes("static.holdfast-demo.net --> HAProxy tasks of ECS"));
    const onFargate = flowsOf(await draw(ecsFrontDoor({ launchType: "fargate" })));
    assert.ok(onFargate.includes("NLB entry-nlb --> HAProxy tasks of ECS"));
    for (const flows of [onInstances, onFargate]) {
      assert.ok(flows.includes("HAProxy tasks of ECS --> live.holdfast.internal"));
    }
  });

  it("shows traffic to a machine that registers its name, and to the one that has a name", async () => {
    assert.deepEqual(flowsOf(await draw(jumpHost())), [
      "clients --> jumpbox.holdfast-demo.net",
      "clients inside the VPC --> db.holdfast-demo.net",
      "db.holdfast-demo.net --> host-db-one",
      "jumpbox.holdfast-demo.net --> jumpbox",
    ]);
  });

  it("leaves a host in a private subnet to clients inside the VPC", async () => {
    const { boxes, flows, vpcs } = await draw(jumpHost());
    const idOf = (title: string) => boxes.find((box) => box.title === title)!.id;
    const reached = new Set<string>(["clients"]);
    for (const id of reached) {
      flows.filter(({ from }) => from === id).forEach(({ to }) => reached.add(to));
    }
    assert.ok(reached.has(idOf("jumpbox")));
    assert.ok(!reached.has(idOf("db.holdfast-demo.net")) && !reached.has(idOf("host-db-one")));
    const name = boxes.find(({ id }) => id === idOf("db.holdfast-demo.net"))!;
    assert.deepEqual(name.position, { kind: "vpc", vpc: vpcs[0]!.id });
  });

  it("shows unassociated addresses, as while they change hands", async () => {
    const resources = (await plan(frontDoor())).filter(({ name }) => name !== "entry-a1");
    const { boxes } = readPicture(resources, { title: "Stack test", deployed: true });
    const waiting = boxes.filter(({ title }) => title === "unassociated addresses");
    assert.deepEqual(
      waiting.map(({ addresses }) => addresses.map(({ key }) => key)),
      [["entry-a1"]],
    );
  });

  it("draws below the rest what is in subnets that are not known yet", async () => {
    const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const everything = await plan(frontDoor());
    for (const missing of ["vpc", "subnet"]) {
      const resources = everything.filter(({ type }) => !type.startsWith(`aws:ec2/${missing}:`));
      const text = JSON.stringify(resources).replace(/"(vpc|subnet)-[0-9a-f]+"/g, `"${UNKNOWN}"`);
      const planned = JSON.parse(text) as Resource[];
      const picture = readPicture(planned, { title: "Stack test", deployed: true });
      assert.deepEqual(picture.vpcs, []);
      assert.deepEqual(await flawsOf(picture), []);
      assert.ok(
        picture.boxes.some(
          ({ title, position }) => title === "HAProxy a1" && position.kind === "below",
        ),
      );
    }
  });

  it("leaves out the addresses that a mocked run makes up", async () => {
    const resources = await plan(acceleratedDoor());
    const { boxes } = readPicture(resources, { title: "Stack test", deployed: false });
    assert.deepEqual(
      boxes.flatMap(({ addresses }) => addresses),
      ["egress-a", "egress-b", "entry-accelerator 1", "entry-accelerator 2"].map((key) => ({
        key,
      })),
    );
  });

  it("reads a state as it reads the program that made it", async () => {
    const resources = await plan(nlbFrontDoor());
    const state = {
      version: 3,
      deployment: {
        resources: resources.map((one) => ({
          ...one,
          custom: one.type.startsWith("aws:"),
        })),
      },
    };
    const options = { title: "Stack test", deployed: true };
    assert.deepEqual(readPicture(fromStackExport(state), options), readPicture(resources, options));
  });
});
