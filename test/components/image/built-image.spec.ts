import assert from "node:assert/strict";
import { scriptCommand } from "../../../components/scripts/script-command";
import { addressPair, frontDoor, recordProgram } from "../../support/program";

const BUILD = "command:local:Command";

describe("BuiltImage", () => {
  it("gives every node of a tier the image that was built, and publishes its id", async () => {
    const { resources } = await recordProgram(frontDoor({ image: {} }));
    const templates = resources.filter(
      ({ name, type }) => /^entry-/.test(name) && type.endsWith(":LaunchTemplate"),
    );
    const [id, ...others] = new Set(templates.map(({ inputs }) => inputs["imageId"]));
    assert.equal(templates.length, 4);
    assert.match(String(id), /^ami-/);
    assert.deepEqual(others, []);
    const parameter = resources.find(({ type }) => type === "aws:ssm/parameter:Parameter")!;
    const { name, dataType, insecureValue } = parameter.inputs;
    assert.deepEqual(
      { name, dataType, insecureValue },
      { name: "/holdfast/holdfast-dev-node", dataType: "aws:ec2:image", insecureValue: id },
    );
  });

  it("gives the nodes of a pair the image that was built", async () => {
    const { resources } = await recordProgram(addressPair({}, { image: {} }));
    const nodes = resources.filter(({ type }) => type === "aws:ec2/instance:Instance");
    assert.equal(nodes.length, 2);
    for (const { inputs } of nodes) assert.match(String(inputs["ami"]), /^ami-/);
  });

  it("builds for the processor of the nodes, in a public subnet, with the configured settings", async () => {
    const image = { release: "2023.9.20251110.1", versions: { haproxy: "2.8.3-1" }, keep: 5 };
    const variables = async (instanceType: string) => {
      const entry = { kind: "haproxy", instanceType };
      const { resources } = await recordProgram(frontDoor({ entry, image }));
      const commands = resources.filter(({ type }) => type === BUILD);
      const environment = (name: string) =>
        commands.find((one) => one.name === name)!.inputs["environment"] as Record<string, string>;
      assert.equal(environment("image-retire")["IMAGE_KEEP"], "5");
      return { ...environment("image-build") };
    };
    const arm = await variables("c7g.large");
    const intel = await variables("c7i.large");
    const {
      tags,
      subnet_id: subnet,
      ...given
    } = JSON.parse(arm["IMAGE_VARIABLES"]!) as Record<string, unknown>;
    assert.deepEqual(given, {
      architecture: "arm64",
      release: "2023.9.20251110.1",
      kernel: "6.12",
      versions: { haproxy: "2.8.3-1" },
    });
    assert.match(String(subnet), /^subnet-/);
    assert.equal((tags as Record<string, string>)["environment"], "test");
    assert.match(intel["IMAGE_VARIABLES"]!, /"architecture":"x86_64"/);
    assert.notEqual(arm["IMAGE_HASH"], intel["IMAGE_HASH"]);
  });

  it("builds anew for another kernel", async () => {
    const hash = async (kernel: string) => {
      const { resources } = await recordProgram(frontDoor({ image: { kernel } }));
      const { inputs } = resources.find(({ name }) => name === "image-build")!;
      return (inputs["environment"] as Record<string, string>)["IMAGE_HASH"];
    };
    assert.notEqual(await hash("6.12"), await hash("6.1"));
  });

  it("names its scripts so that another checkout has no difference", async () => {
    const { resources } = await recordProgram(frontDoor({ image: {} }));
    const { inputs } = resources.find(({ name }) => name === "image-build")!;
    assert.equal(inputs["create"], scriptCommand("image/build/build.mjs"));
    assert.equal(inputs["delete"], scriptCommand("image/retire/retire.mjs", "--all"));
    assert.ok(!JSON.stringify(inputs).includes(process.cwd()));
  });

  it("is absent without its section", async () => {
    const { resources } = await recordProgram(frontDoor());
    assert.ok(!resources.some(({ type }) => type === "holdfast:image:BuiltImage"));
  });
});
