import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ROOT, openSession, prepareEngine } from "../../../commands/local/session";
import { temporaryFolder, writeEngine, writeText } from "./fakes";

const log = (): void => undefined;

describe("session", () => {
  const folder = temporaryFolder();
  const { PATH: path } = process.env;
  beforeEach(() => {
    writeEngine(folder("bin"));
    process.env["PATH"] = `${folder("bin")}:${path}`;
  });
  afterEach(() => (process.env["PATH"] = path));

  const open = () => openSession({ home: folder("home"), log });

  it("gives the engine a separate home, project and AWS", async () => {
    const { env, pulumi, project, close } = await open();
    assert.equal(pulumi, folder("bin", "pulumi"));
    assert.equal(project, folder("home", "project"));
    assert.equal(env["PULUMI_HOME"], folder("home", "pulumi"));
    assert.match(env["PULUMI_DEBUG_PROVIDERS"]!, /^aws:\d+,command:\d+,awsx:\d+$/);
    assert.match(env["AWS_ENDPOINT_URL"]!, /^http:\/\/127\.0\.0\.1:\d+/);
    const main = `main: ${JSON.stringify(`${ROOT}/index.ts`)}`;
    assert.ok(readFileSync(`${project}/Pulumi.yaml`, "utf8").split("\n").includes(main));
    assert.match(env["PATH"]!, /commands\/local\/packer/);
    await close();
  });

  it("runs the program of another folder, without this project's packer", async () => {
    writeText(folder("app", "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    const { env, project, close } = await openSession({
      home: folder("home"),
      root: folder("app"),
      log,
    });
    assert.ok(!env["PATH"]!.includes("packer"));
    assert.ok(
      readFileSync(`${project}/Pulumi.yaml`, "utf8").includes(JSON.stringify(folder("app"))),
    );
    await close();
  });

  it("keeps the account from one time to the next", async () => {
    const first = await open();
    const { id } = first.account.create("aws:ec2/eip:Eip", "us-east-1", { domain: "vpc" });
    await first.close();
    const second = await open();
    assert.deepEqual(
      second.account.all("aws:ec2/eip:Eip").map((eip) => eip.id),
      [id],
    );
    await second.close();
  });

  it("can be closed twice", async () => {
    const { close } = await open();
    await close();
    await close();
  });

  it("opens no account where no AWS is needed", async () => {
    const session = await open();
    const { env } = await prepareEngine({ home: folder("home"), log });
    assert.equal(env["PULUMI_DEBUG_PROVIDERS"], undefined);
    await session.close();
  });

  it("fails when the account's file is damaged", async () => {
    writeText(folder("home", "aws", "account.jsonl"), "damaged\n{}\n");
    await assert.rejects(open(), {
      message:
        `${folder("home", "aws", "account.jsonl")}:1 is damaged. Delete the folder ${folder("home")} ` +
        "to start with no stacks and an empty simulated AWS account",
    });
  });
});
