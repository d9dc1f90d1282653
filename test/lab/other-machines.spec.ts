import assert from "node:assert/strict";
import { DataPlane } from "../../commands/drill/lab/data-plane";
import { eventually } from "../../commands/drill/lab/eventually";
import { Account } from "../../simulator/account";
import { DNS_RECORD } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { ecsFrontDoor, jumpHost, recordProgram } from "../support/program";

/** No rehearsal has them; their programs run with what their units allow, too. */
describe("Machines that are no proxies", () => {
  let plane: DataPlane;
  const account = Account.inMemory();
  before(async () => {
    const { jumpbox } = jumpHost();
    await recordProgram(ecsFrontDoor({ launchType: "ec2" }, { jumpbox }), account);
    const onEvent = (): void => undefined;
    plane = await DataPlane.open({ account, speed: 30, replaceSeconds: 90, onEvent });
  });
  after(() => plane?.close());

  const logged = (pattern: RegExp) =>
    eventually(
      () => Promise.resolve(pattern.test(plane.nodes.log)),
      () => `${pattern} is not in\n${plane.nodes.log.replace(/^.*ecs-task: .*\n/gm, "")}`,
    );

  it("hold an address of a pool each, while their tasks answer", async () => {
    await logged(/holdfast-hold: .*action=holds address=eipalloc-/);
    const holders = Object.values(plane.nodes.addresses());
    assert.ok(holders.length >= 2);
    assert.equal(new Set(holders).size, holders.length);
  });

  it("point a jumpbox's name to its public address", async () => {
    await logged(/holdfast-name: .*action=pointed record=/);
    const records = account
      .all(DNS_RECORD)
      .filter(({ inputs }) => text(inputs["name"]).startsWith("jumpbox."))
      .flatMap(({ inputs }) => inputs["records"] as string[]);
    assert.equal(records.length, 1);
    assert.notEqual(records[0], "192.0.2.1");
  });
});
