import { AwsError } from "../model/errors";
import { LOAD_BALANCER } from "../model/tokens";
import { type Value, isGiven, objects, text } from "../model/values";
import type { Action } from "./call";

/** The attributes that calls can change, by the provider's names. Only the provider can change others. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  "deletion_protection.enabled": "enableDeletionProtection",
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

function attribute(key: string, value: Value): [input: string, value: boolean] {
  const input = ATTRIBUTES[key];
  if (input === undefined) {
    throw new AwsError("ValidationError", `Load balancer attribute key '${key}' is not recognized`);
  }
  const wanted = BOOLEANS[text(value)];
  if (wanted === undefined) {
    throw new AwsError("ValidationError", `'${text(value)}' is not a valid value for ${key}`);
  }
  return [input, wanted];
}

/** All attributes of a call are changed, or none. */
export const modifyLoadBalancerAttributes: Action = ({ account, region, body }) => {
  const balancer = account.require(LOAD_BALANCER, body["LoadBalancerArn"], region);
  const changed = objects(body["Attributes"]).map(({ Key, Value: value = "" }) =>
    attribute(text(Key), value),
  );
  if (changed.length === 0) {
    throw new AwsError("ValidationError", "Load balancer attributes must be specified");
  }
  account.update(balancer, { ...balancer.inputs, ...Object.fromEntries(changed) });
  return { Attributes: body["Attributes"] ?? [] };
};

/**
 * A missing load balancer is not an error:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export const deleteLoadBalancer: Action = ({ account, region, body }) => {
  const arn = body["LoadBalancerArn"];
  if (!isGiven(arn)) throw new AwsError("ValidationError", "A load balancer ARN must be specified");
  const balancer = account.find(LOAD_BALANCER, text(arn), region);
  if (balancer) account.remove(balancer);
  return {};
};
