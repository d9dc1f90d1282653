import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { INSTANCE } from "../../../simulator/model/tokens";
import { frontDoor } from "../../support/program";
import { record } from "../../support/recorder";

describe("default tags of the AWS provider", () => {
  it("are on every instance that a group launches, and on the volumes of nodes", async () => {
    const account = Account.inMemory();
    const sections = Object.entries(frontDoor()).map(([key, value]) => [
      `holdfast:${key}`,
      JSON.stringify(value),
    ]);
    const config = {
      ...(Object.fromEntries(sections) as Record<string, string>),
      "aws:defaultTags": JSON.stringify({ tags: { costCenter: "4711" } }),
    };
    const path = require.resolve("../../../index");
    delete require.cache[path];
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh run
    const program = require(path) as () => Promise<unknown>;
    const { resources } = await record(program, { config, account });

    const launched = account.all(INSTANCE);
    assert.ok(launched.length >= 4);
    for (const one of launched) assert.equal(account.tagsOf(one)["costCenter"], "4711", one.id);
    const nodes = resources.filter(
      ({ type, name }) => type.endsWith(":LaunchTemplate") && name.startsWith("entry-"),
    );
    for (const { inputs } of nodes) {
      const specifications = inputs["tagSpecifications"] as {
        resourceType: string;
        tags: Record<string, string>;
      }[];
      // Instances get those of their group, too.
      const others = specifications.filter(({ resourceType }) => resourceType !== "instance");
      assert.ok(others.some(({ resourceType }) => resourceType === "volume"));
      for (const { tags } of others) assert.equal(tags["costCenter"], "4711");
    }
  });
});
