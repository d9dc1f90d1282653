import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { INSTANCE, NETWORK_INTERFACE, ROLE_POLICY } from "../../../simulator/model/tokens";
import { type Ask, allows, statementsIn } from "../../support/policies";
import {
  type ProgramConfig,
  addressPair,
  asStackConfig,
  ecsFrontDoor,
  frontDoor,
  runProgram,
} from "../../support/program";
import { record } from "../../support/recorder";

/** Front doors whose nodes call AWS about machines, and what their roles let them do to their own. */
const FRONT_DOORS: Readonly<Record<string, readonly [config: ProgramConfig, action: string]>> = {
  haproxy: [frontDoor(), "ec2:AssociateAddress"],
  ecs: [ecsFrontDoor(), "ec2:DisassociateAddress"],
  "a pair by route": [addressPair(), "ec2:ModifyNetworkInterfaceAttribute"],
  "a pair by Elastic IP": [
    addressPair({ failover: "eip", virtualAddress: undefined }),
    "ec2:AssociateAddress",
  ],
};

/** What a policy sees of a machine, whatever it is asked for. */
type Machine = Omit<Ask, "action">;

const arn = (resource: string) => `arn:aws:ec2:us-east-1:123456789012:${resource}`;

/** The instances of a stack with their network interfaces, as its tags describe them. */
function machinesIn(account: Account): Machine[] {
  return [...account.all(INSTANCE), ...account.all(NETWORK_INTERFACE)].flatMap((one) => {
    const tags = Object.entries(account.tagsOf(one)).map(
      ([key, value]) => [`aws:ResourceTag/${key}`, value] as const,
    );
    const conditions = { ...Object.fromEntries(tags), "ec2:Attribute/SourceDestCheck": "false" };
    const own = one.outputs["primaryNetworkInterfaceId"] as string | undefined;
    const ids =
      one.type === INSTANCE
        ? [`instance/${one.id}`, `network-interface/${own}`]
        : [`network-interface/${one.id}`];
    return ids.map((id) => ({ resource: arn(id), conditions }));
  });
}

/** What a front door's program makes in an account with the id of all. */
async function deploy(config: ProgramConfig, stack: string): Promise<Account> {
  const account = Account.inMemory();
  await record(runProgram, { account, stack, config: asStackConfig(config) });
  return account;
}

describe("Roles of nodes", () => {
  for (const [kind, [config, action]] of Object.entries(FRONT_DOORS)) {
    it(`with ${kind}, reach no machine of another stack in the account`, async () => {
      const own = await deploy(config, "prod");
      const others = [await deploy(config, "staging"), await deploy(config, "dev")];
      const statements = own
        .all(ROLE_POLICY)
        .flatMap(({ inputs }) => statementsIn(inputs["policy"]))
        // These calls are about no resource.
        .filter(({ Resource, Condition }) => Resource !== "*" || Condition !== undefined);
      const actions = new Set(statements.flatMap(({ Action }) => Action));
      const allowed = (machines: readonly Machine[]) =>
        machines.flatMap((machine) =>
          [...actions]
            .filter((one) => statements.some((each) => allows(each, { ...machine, action: one })))
            .map((one) => `${one} on ${machine.resource}`),
        );
      const ours = allowed(machinesIn(own));
      assert.ok(
        ours.some((one) => one.startsWith(action)),
        "it reaches its own",
      );
      for (const other of others) {
        const machines = machinesIn(other);
        assert.ok(machines.length >= 2);
        assert.deepEqual(allowed(machines), []);
      }
    });
  }
});
