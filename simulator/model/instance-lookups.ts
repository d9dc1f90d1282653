import { type Values, text, texts } from "./values";
import { hasTags } from "./ec2-lookups";
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
    return wanted && hasTags(account, instance, inputs["instanceTags"]);
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
};
