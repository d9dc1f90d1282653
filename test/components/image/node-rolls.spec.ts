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
    for (const setting of ["NODE", "GROUP", "TEMPLATE", "ALLOCATION", "HEALTH_CHECK"]) {
      const given = commands.map(
        ({ inputs }) => (inputs["environment"] as Record<string, string>)[`ROLL_${setting}`],
      );
      assert.equal(new Set(given).size, NODES.length, setting);
      assert.ok(!given.includes(undefined), setting);
    }
    for (const { inputs } of commands) {
      assert.equal((inputs["environment"] as Record<string, string>)["ROLL_VERSION"], "1");
      assert.equal(inputs["create"], scriptCommand("image/roll/roll.mjs"));
    }
  });

  it("is not there without an image of the stack's own", async () => {
    assert.deepEqual(rolls(await recordProgram(frontDoor())), []);
    assert.deepEqual(rolls(await recordProgram(addressPair({}, { image: {} }))), []);
  });
});
