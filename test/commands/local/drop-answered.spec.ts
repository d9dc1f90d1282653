import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { EIP } from "../../../simulator/model/tokens";
import { dropAnswered } from "../../../commands/local/drop-answered";
import { stateFile } from "../../../commands/local/state-file";
import { temporaryFolder, writeText } from "./fakes";

describe("settling what the engine was answered", () => {
  const folder = temporaryFolder();

  it("goes by the state of each stack, and keeps what no whole state has", () => {
    const account = Account.inMemory();
    const urn = (stack: string): string => `urn:pulumi:${stack}::holdfast::a:B:C$${EIP}::x`;
    const create = (stack: string): string =>
      account.create(EIP, "us-east-1", { domain: "vpc" }, { urn: urn(stack) }).id;
    const write = (stack: string, id: string): unknown =>
      writeText(
        stateFile(folder(), "holdfast", stack),
        JSON.stringify({ checkpoint: { latest: { resources: [{ urn: urn(stack), id }] } } }),
      );
    write("known", create("known"));
    create("other");
    write("other", "eipalloc-0");
    create("none");
    create("damaged");
    writeText(stateFile(folder(), "holdfast", "damaged"), '{"checkpoint":');

    dropAnswered(account, folder());
    assert.deepEqual(
      account.unanswered.all().map((creation) => creation.urn),
      [urn("other"), urn("none"), urn("damaged")],
    );
  });
});
