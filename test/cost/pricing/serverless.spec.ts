import assert from "node:assert/strict";
import { bill, priced, resource, several } from "../resources";

const SERVICE = "aws:ecs/service:Service";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const FUNCTION = "aws:lambda/function:Function";

describe("pricing of what runs without servers", () => {
  it("prices runs of functions and the memory that they hold", () => {
    const lambda = resource(FUNCTION, "f", { architectures: ["arm64"], memorySize: 2048 });
    assert.deepEqual(bill(priced([lambda], { lambdaRequests: 3_000_000, lambdaSeconds: 0.1 })), [
      "runs: 1 x 0 = 0",
      "runs: 2 x 0.2 = 0.4",
      "2048 MB while it runs: 400000 x 0 = 0",
      "2048 MB while it runs: 200000 x 0.0000133334 = 2.66668",
    ]);
  });

  it("takes a function that runs once a minute for free", () => {
    const usage = { lambdaRequests: 43_800, lambdaSeconds: 1 };
    const { total } = priced([resource(FUNCTION, "f", { memorySize: 256 })], usage);
    assert.equal(total, "0");
  });

  it("prices schedules by how often they fire", () => {
    const fires = (scheduleExpression: string) =>
      priced([resource("aws:scheduler/schedule:Schedule", "s", { scheduleExpression })]).lines[0]
        ?.quantity;
    assert.equal(fires("rate(1 minute)"), "0.0438");
    assert.equal(fires("rate(2 hours)"), "0.000365");
    assert.equal(fires("cron(0 8 ? * * *)"), "0.0438");
  });

  it("prices queues, topics and buckets", () => {
    const usage = { messagesMillions: 3, s3Gb: 10 };
    assert.equal(priced(several("aws:sqs/queue:Queue", ["a", "b"]), usage).total, "0.8");
    assert.equal(priced(several("aws:sns/topic:Topic", ["a", "b"]), usage).total, "1.5");
    assert.equal(priced(several("aws:s3/bucket:Bucket", ["a", "b"]), usage).total, "0.46");
  });

  it("takes a service on instances for free, and prices tasks on Fargate", () => {
    const task = resource(TASK, "web", { cpu: "512", memory: "1024" }, { id: "web" });
    const service = (inputs: object) =>
      priced([
        task,
        resource(SERVICE, "web", { taskDefinition: "web", desiredCount: 2, ...inputs }),
      ]);
    assert.equal(service({ launchType: "EC2" }).total, "0");
    // 2 x 730 x (0.5 x 0.04048 + 1 x 0.004445)
    assert.equal(service({ launchType: "FARGATE" }).total, "36.0401");
    const capacityProviderStrategies = [{ capacityProvider: "FARGATE", weight: 1 }];
    assert.equal(service({ capacityProviderStrategies }).total, "36.0401");
  });

  it("names a service on Fargate whose task is not known", () => {
    assert.deepEqual(priced([resource(SERVICE, "web", { launchType: "FARGATE" })]).unpriced, [
      { name: "unknown-fargate-task", count: 1 },
    ]);
  });
});
