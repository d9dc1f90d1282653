import assert from "node:assert/strict";
import { taskFiles } from "../../../../commands/drill/lab/ecs-task";
import { environmentIn, readUnit, setting } from "../../../../commands/drill/lab/unit-file";
import { Account } from "../../../../simulator/account";
import { ecsFrontDoor, recordProgram } from "../../../support/program";

describe("the task of a container instance", () => {
  it("runs the image's configuration with what the task definition says, and comes back as fast as ECS", async () => {
    const account = Account.inMemory();
    await recordProgram(ecsFrontDoor(), account);
    const files = taskFiles(account, 5);
    const config = files.find(({ path }) => path.endsWith("task.cfg"))!;
    assert.match(config.content, /bind ":\$\{PORT\}"/);
    const unit = readUnit("ecs-task.service", [
      files.find(({ path }) => path.endsWith("ecs-task.service"))!.content,
    ]);
    const environment = environmentIn(unit);
    assert.equal(environment["BALANCED_ENDPOINT"], "live.holdfast.internal:80");
    assert.equal(environment["PORT"], "80");
    assert.equal(setting(unit, "Service", "RestartSec"), "3s");
    const agent = readUnit("ecs-agent.service", [
      files.find(({ path }) => path.endsWith("ecs-agent.service"))!.content,
    ]);
    const program = setting(agent, "Service", "ExecStart")!.split(" ")[1];
    assert.ok(files.some(({ path }) => path === program));
  });
});
