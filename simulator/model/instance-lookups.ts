import { type Values, text, texts } from "./values";
import { hasTags, passes, tagFilter } from "./ec2-lookups";
import { getInstanceTypeOfferings } from "./instance-offerings";
import type { Call, Lookup } from "./lookup";
import { INSTANCE } from "./tokens";

function getInstance({ account, region, inputs }: Call): Values {
  const instance = account.require(INSTANCE, inputs["instanceId"], region);
  const { primaryNetworkInterfaceId, ...state } = account.state(instance);
  return {
    ...state,
    id: instance.id,
    networkInterfaceId: primaryNetworkInterfaceId,
    tags: account.tagsOf(instance),
  };
}

function getInstances({ account, region, inputs }: Call): Values {
  const states = texts(inputs["instanceStateNames"]);
  const found = account.all(INSTANCE, region).filter((instance) => {
    const state = text(account.state(instance)["instanceState"]);
    const wanted = states.length > 0 ? states.includes(state) : state === "running";
    return (
      wanted &&
      hasTags(account, instance, inputs["instanceTags"]) &&
      passes("getInstances", inputs["filters"], (filter) => {
        switch (filter) {
          case "instance-type":
            return instance.inputs["instanceType"];
          // All are On-Demand Instances on shared hardware.
          case "instance-lifecycle":
            return "";
          case "tenancy":
            return "default";
          default:
            return tagFilter(account.tagsOf(instance), filter);
        }
      })
    );
  });
  const all = (key: string) => found.map((instance) => account.state(instance)[key]);
  return {
    id: region,
    ids: found.map(({ id }) => id),
    privateIps: all("privateIp"),
    publicIps: all("publicIp"),
    ipv6Addresses: [],
  };
}

/** Lookups of instances. */
export const instanceLookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getInstance:getInstance": getInstance,
  "aws:ec2/getInstances:getInstances": getInstances,
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": getInstanceTypeOfferings,
};
