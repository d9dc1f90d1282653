import assert from "node:assert/strict";
import { IMAGE, INSTANCE, SSM_PARAMETER } from "../../simulator/model/tokens";
import * as program from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

/** The smallest HAProxy front door. */
const withImage = (image: object) =>
  program.frontDoor({
    addresses: { protect: false },
    entry: { kind: "haproxy", nodesPerAz: 1 },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
    dns: undefined,
    image,
  });

/** The changes of a new image. */
const ANOTHER_IMAGE = [
  ...["update entry-a1", "update entry-b1"],
  ...["update image", "update image-build", "update image-retire"],
  ...["update roll-a1", "update roll-b1"],
];

const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

describe("a HAProxy front door with an image of its own", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(withImage({ release: "2023.*" }));
    await stack.up();
  });
  after(() => stack.close());

  const all = (type: string) => stack.session.account.all(type);
  const images = (): string[] => all(IMAGE).map(({ id }) => id);
  const published = () => all(SSM_PARAMETER)[0]!.inputs["insecureValue"];
  /** Images of the proxy nodes that run. */
  const running = (): Set<unknown> =>
    new Set(
      all(INSTANCE)
        .filter((one) => "holdfast-node" in stack.session.account.tagsOf(one))
        .map(({ inputs }) => inputs["ami"]),
    );

  it("has nodes of the image that was built, whose id is published", () => {
    assert.equal(images().length, 1);
    assert.deepEqual([...running()], images());
    assert.equal(published(), images()[0]);
  });

  it("builds nothing, and changes nothing, when nothing changed", async () => {
    assert.deepEqual(changes((await stack.up()).steps), []);
    assert.equal(images().length, 1);
  });

  it("shows that nodes will be replaced, and builds nothing, in a preview", async () => {
    stack.configure(withImage({ release: "2023.9.*" }));
    assert.deepEqual(lines(await stack.preview()).sort(), ANOTHER_IMAGE);
    assert.equal(images().length, 1);
  });

  it("fails when a build fails, and leaves the image and the nodes as they are", async () => {
    const [before] = images();
    const nodes = all(INSTANCE).map(({ id }) => id);
    stack.session.faults.add({
      action: "RegisterImage",
      code: "SnapshotLimitExceeded",
      status: 400,
    });
    await assert.rejects(
      stack.up(),
      /packer build failed with status 1.*Nodes keep their current image/s,
    );
    assert.deepEqual(images(), [before]);
    assert.equal(published(), before);
    assert.deepEqual(
      all(INSTANCE).map(({ id }) => id),
      nodes,
    );
  });

  it("builds when something changed, replaces the nodes, and keeps the image before", async () => {
    const [before] = images();
    await stack.up();
    const after = published();
    assert.notEqual(after, before);
    assert.deepEqual(images().sort(), [before, after].sort());
    assert.deepEqual([...running()], [after]);
  });

  it("goes back to an image that is there without building it", async () => {
    const [first] = images().filter((id) => id !== published());
    stack.configure(withImage({ release: "2023.*" }));
    // Nothing else: the update before left nothing to do.
    assert.deepEqual(lines((await stack.up()).steps).sort(), ANOTHER_IMAGE);
    assert.equal(images().length, 2);
    assert.equal(published(), first);
    assert.deepEqual([...running()], [first]);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
