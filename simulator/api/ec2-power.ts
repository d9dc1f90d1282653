import type { Account } from "../account";
import { newPublicAddress } from "../model/addresses";
import { INSTANCE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, text, texts } from "../model/values";
import { type Action, type PolicyView, ec2Arn } from "./call";

const STATE_CODES = { running: 16, stopped: 80 };

type Power = keyof typeof STATE_CODES;

/**
 * Starts or stops an instance. EC2 releases the public address of a stopped instance and assigns another at
 * the next start. An Elastic IP stays:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export function turn(account: Account, instance: Stored, instanceState: Power): void {
  const { instanceState: before, $lends: lends } = instance.outputs;
  if (before === instanceState) return;
  const isLent = instanceState === "running" && lends === true;
  account.revise(instance, {
    instanceState,
    $publicIp: isLent ? newPublicAddress({ account }) : "",
  });
}

const stateOf = (name: Power): Values => ({ code: STATE_CODES[name], name });

const turnTo =
  (state: Power): Action =>
  ({ account, region, body }) => {
    const instances = texts(body["InstanceId"]).map((id) => account.require(INSTANCE, id, region));
    const answer = instances.map(({ id, outputs }) => ({
      instanceId: id,
      currentState: stateOf(state),
      previousState: stateOf(text(outputs["instanceState"]) as Power),
    }));
    instances.forEach((instance) => turn(account, instance, state));
    return { instancesSet: answer };
  };

/** The calls that start and stop instances. */
export const powerActions: Readonly<Record<string, Action>> = {
  StartInstances: turnTo("running"),
  StopInstances: turnTo("stopped"),
};

const onInstances: PolicyView = ({ region, body }) => ({
  resources: texts(body["InstanceId"]).map((id) => ec2Arn(region, `instance/${id}`)),
});

/** Their IAM context. */
export const powerPolicyViews: Readonly<Record<string, PolicyView>> = {
  StartInstances: onInstances,
  StopInstances: onInstances,
};
