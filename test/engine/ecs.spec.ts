import assert from "node:assert/strict";
import { EIP } from "../../simulator/model/tokens";
import { ecsFrontDoor } from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const ROLE = "aws:iam/role:Role";
const SERVICE = "aws:ecs/service:Service";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

const LAUNCH_TYPES = ["ec2", "fargate"] as const;
/** One colour is enough, and no name is needed. */
const SMALL = {
  addresses: { protect: false },
  backend: { live: "blue", blue: { cidr: "10.30.0.0/16", port: 80 } },
  dns: undefined,
};
const door = (launchType: (typeof LAUNCH_TYPES)[number], entry = {}, overrides = {}) =>
  ecsFrontDoor({ launchType, ...entry }, { ...SMALL, ...overrides });

const ingressAddresses = ({ session: { account } }: TestStack) =>
  account.all(EIP).filter((eip) => account.tagsOf(eip)["holdfast:role"] === "ingress");

for (const launchType of LAUNCH_TYPES) {
  describe(`tasks of launch type ${launchType}`, () => {
    let stack: TestStack;
    before(async () => {
      stack = await TestStack.open(door(launchType));
      await stack.up();
    });
    after(() => stack.close());

    it("get a new image by another revision of the task, and nothing else", async () => {
      const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:2";
      stack.configure(door(launchType, { image }));
      const { steps } = await stack.up();
      assert.deepEqual(
        changes(steps).map(({ op, type }) => `${op} ${type}`),
        [
          `create-replacement ${TASK_DEFINITION}`,
          `replace ${TASK_DEFINITION}`,
          `update ${SERVICE}`,
          `delete-replaced ${TASK_DEFINITION}`,
        ],
      );
    });

    it("fail with AWS's message when AWS refuses the service, and continue from there", async () => {
      const { account } = stack.session;
      const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:3";
      stack.configure(door(launchType, { image }));
      const [role] = account.all(ROLE).filter(({ id }) => id.startsWith("entry-execution-"));
      const { arn } = role!.outputs;
      // The role was changed to another one.
      role!.outputs["arn"] = "arn:aws:iam::123456789012:role/other";
      await assert.rejects(stack.up(), /api error ClientException: Role is not valid/);
      role!.outputs["arn"] = arn;
      await stack.up();
      assert.deepEqual(changes(await stack.preview()), []);
    });

    it("give their addresses back in the update that takes them away", async () => {
      stack.configure(door(launchType, {}, { entry: { kind: "none" }, backend: undefined }));
      await stack.up();
      assert.deepEqual(ingressAddresses(stack), []);
    });

    it("are destroyed without a trace", async () => {
      await stack.destroy();
      assert.deepEqual(stack.session.account.everything(), []);
    });
  });
}
