import assert from "node:assert/strict";
import { eventually } from "../../commands/drill/lab/eventually";
import { ADDRESS } from "../support/lab";
import { figure } from "../support/lab-figures";
import { DOOR, useLab } from "./use-lab";

describe("limits per source", () => {
  const use = useLab("blue");
  const OTHER = { ...DOOR, from: ADDRESS.otherClient };
  const serve = async (perSource: { connections: number; newPerTenSeconds: number }) => {
    use.lab.pointTo("blue");
    await use.lab.startHaproxy({ limits: { perSource } });
    await eventually(async () => (await use.client("ask", OTHER)).status === 200);
  };
  const statuses = (replies: readonly { status: number }[]) => replies.map(({ status }) => status);
  const FIVE_OF_EIGHT = [200, 200, 200, 200, 200, 0, 0, 0];

  it("refuse connections of one source over its number, and none of another", async () => {
    await serve({ connections: 5, newPerTenSeconds: 1_000 });
    const [held, other] = await Promise.all([
      use.client("holdingOn", { target: DOOR, count: 8 }),
      use.client("inSequence", { target: OTHER, count: 8 }),
    ]);
    assert.deepEqual(statuses(held), FIVE_OF_EIGHT);
    assert.deepEqual(statuses(other), Array(8).fill(200));
    figure("8 connections of a source that may have 5", "5 served, 3 refused");
  });

  it("let a source in again when it has closed its connections", async () => {
    await eventually(async () => (await use.client("ask", DOOR)).status === 200);
  });

  it("refuse connections of one source over its rate", async () => {
    await serve({ connections: 1_000, newPerTenSeconds: 5 });
    const replies = await use.client("inSequence", { target: DOOR, count: 8 });
    assert.deepEqual(statuses(replies), FIVE_OF_EIGHT);
  });
});
