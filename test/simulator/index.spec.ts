import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { EC2 } from "@aws-sdk/client-ec2";
import { Account, EIP, serveApi } from "../../simulator";

const FOLDER = join(__dirname, "../../simulator");

/** The files of the simulator, each with those that it imports, types too; what is outside has "..". */
function importsByFile(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const imported = (file: string): string[] => {
    const text = readFileSync(join(FOLDER, file), "utf8");
    return [...text.matchAll(/(?:from|import\(|require\() *"(\.[^"]*)"/g)].map(([, path]) => {
      const target = relative(FOLDER, join(FOLDER, file, "..", path!));
      return (
        files.find((one) => [`${target}.ts`, join(target, "index.ts")].includes(one)) ?? target
      );
    });
  };
  return new Map(files.map((file) => [file, imported(file)]));
}

describe("The simulator", () => {
  const imports = importsByFile();

  it("answers an SDK client from an account, with faults, as its README shows", async () => {
    const account = Account.inMemory();
    const { id } = account.create(EIP, "us-east-1", { tags: { Name: "entry" } });
    const api = await serveApi(account);
    const credentials = { accessKeyId: "any", secretAccessKey: "any" };
    const ec2 = new EC2({
      endpoint: api.url,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    try {
      const { Addresses = [] } = await ec2.describeAddresses({ AllocationIds: [id] });
      assert.deepEqual(Addresses[0]?.Tags, [{ Key: "Name", Value: "entry" }]);
      api.faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded" });
      await assert.rejects(ec2.describeAddresses({}), { name: "RequestLimitExceeded" });
    } finally {
      ec2.destroy();
      await api.close();
    }
  });

  it("imports nothing of this repository from outside its folder", () => {
    assert.ok(imports.size > 90);
    const outside = [...imports].flatMap(([file, targets]) =>
      targets.filter((target) => !imports.has(target)).map((target) => `${file}: ${target}`),
    );
    assert.deepEqual(outside, []);
  });

  it("has no files that import each other in a circle, not even types", () => {
    const left = new Map(imports);
    const isFree = (targets: readonly string[]): boolean => !targets.some((one) => left.has(one));
    for (let size = -1; size !== left.size;) {
      size = left.size;
      for (const [file, targets] of left) if (isFree(targets)) left.delete(file);
    }
    assert.deepEqual([...left.keys()], []);
  });
});
