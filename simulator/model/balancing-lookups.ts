import { type Value, type Values, object, objects, text, texts } from "./values";
import type { Call, Lookup } from "./lookup";
import { hasTags } from "./ec2-lookups";
import type { Stored } from "./resource";
import { AUTO_SCALING_GROUP, LISTENER, LOAD_BALANCER, TARGET_GROUP } from "./tokens";

/** The single resource with the given ARN or name; else the provider's error. */
function byArnOrName(type: string, noun: string, { account, region, inputs }: Call): Stored {
  const { arn, name, tags } = inputs;
  const found = account
    .all(type, region)
    .filter((one) => (!arn || one.id === arn) && (!name || one.inputs["name"] === name));
  if (found.length === 0) throw new Error(`reading ${noun}s: couldn't find resource`);
  const [only, another] = found.filter((one) => hasTags(account, one, tags));
  if (!only || another) {
    const count = only ? found.length : 0;
    throw new Error(`Search returned ${count} results, please revise so only one is returned`);
  }
  return only;
}

const described = ({ account }: Call, found: Stored): Values => ({
  ...account.state(found),
  id: found.id,
  arn: found.id,
  tags: account.tagsOf(found),
});

const getLoadBalancer: Lookup = (call) =>
  described(call, byArnOrName(LOAD_BALANCER, "ELBv2 Load Balancer", call));

const getTargetGroup: Lookup = (call) =>
  described(call, byArnOrName(TARGET_GROUP, "ELBv2 Target Group", call));

/** An action as a lookup returns it: a single object in the inputs is a list there. */
function actionOf(action: Values): Values {
  const { forward, redirect, fixedResponse, ...rest } = action;
  const listed = (value: Value): Value[] => (value ? [value] : []);
  const groups = objects(object(forward)["targetGroups"]).map((group) => ({ weight: 1, ...group }));
  return {
    targetGroupArn: "",
    ...rest,
    forwards: forward ? [{ targetGroups: groups, stickinesses: [] }] : [],
    redirects: listed(redirect),
    fixedResponses: listed(fixedResponse),
  };
}

const getListener: Lookup = (call) => {
  const { account, region, inputs } = call;
  const { arn, loadBalancerArn, port } = inputs;
  const [listener] = account
    .all(LISTENER, region)
    .filter(({ id }) => !arn || id === arn)
    .filter((one) => !loadBalancerArn || one.inputs["loadBalancerArn"] === loadBalancerArn)
    .filter((one) => port === undefined || one.inputs["port"] === port);
  if (!listener) throw new Error("no matching ELBv2 Listener found");
  const state = described(call, listener);
  return { ...state, defaultActions: objects(state["defaultActions"]).map(actionOf) };
};

const getGroup: Lookup = ({ account, region, inputs }) => {
  const name = text(inputs["name"]);
  const group = account.find(AUTO_SCALING_GROUP, name, region);
  if (!group) throw new Error(`reading Auto Scaling Group (${name}): couldn't find resource`);
  const { vpcZoneIdentifiers, launchTemplate, ...state } = account.state(group);
  return {
    suspendedProcesses: [],
    ...state,
    id: name,
    name,
    launchTemplates: [launchTemplate ?? {}],
    vpcZoneIdentifier: texts(vpcZoneIdentifiers).join(","),
  };
};

/** Lookups of load balancers and their target groups. */
export const balancingLookups: Readonly<Record<string, Lookup>> = {
  "aws:lb/getLoadBalancer:getLoadBalancer": getLoadBalancer,
  "aws:lb/getListener:getListener": getListener,
  "aws:lb/getTargetGroup:getTargetGroup": getTargetGroup,
  "aws:autoscaling/getGroup:getGroup": getGroup,
};
