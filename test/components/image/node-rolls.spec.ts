import assert from "node:assert/strict";
import { scriptCommand } from "../../../components/scripts/script-command";
import { addressPair, frontDoor, recordProgram } from "../../support/program";
import type { Recording } from "../../support/recorder";

const NODES = ["a1", "a2", "b1", "b2"];
const COMMAND = "command:local:Command";

const rolls = ({ resources }: Recording) =>
  resources.filter(({ name, type }) => type === COMMAND && /^roll-/.test(name));

describe("NodeRolls", () => {
  let recording: Recording;
  before(async () => (recording = await recordProgram(frontDoor({ image: {} }))));

  it("has a command for each node, which asks for all that is the node's own", () => {
    const commands = rolls(recording);
    assert.deepEqual(
      commands.map(({ name }) => name),
      NODES.map((node) => `roll-${node}`),
    );
    const nodes = commands.flatMap(
      ({ inputs }) =>
        JSON.parse((inputs["environment"] as Record<string, string>)["ROLL_NODES"]!) as Record<
          string,
          string | string[]
        >[],
    );
    assert.equal(nodes.length, NODES.length);
    for (const setting of ["node", "group", "template", "allocations", "healthCheck"]) {
      const given = nodes.map((one) => one[setting]?.toString());
      assert.equal(new Set(given).size, NODES.length, setting);
      assert.ok(!given.includes(undefined), setting);
    }
    assert.ok(nodes.every(({ version }) => version === "1"));
    for (const { inputs } of commands) {
      assert.equal(inputs["create"], scriptCommand("image/roll/roll.mjs"));
    }
  });

  it("takes the place of the tier's own rolls", async () => {
    const zonesIn = ({ resources }: Recording) =>
      resources.filter(({ name }) => name.startsWith("entry-roll-")).map(({ name }) => name);
    assert.deepEqual(zonesIn(recording), []);
    const without = await recordProgram(frontDoor());
    assert.deepEqual(rolls(without), []);
    assert.deepEqual(zonesIn(without), ["entry-roll-a", "entry-roll-b"]);
    assert.deepEqual(rolls(await recordProgram(addressPair({}, { image: {} }))), []);
  });
});
