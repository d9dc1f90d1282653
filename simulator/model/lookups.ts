import { dnsSuffixOf, optInStatusOf, partitionOf, regionOf, regionsIn } from "./partitions";
import { zonesOf } from "./regions";
import { type Values, text, texts } from "./values";
import { getAccelerator } from "./accelerators";
import { balancingLookups } from "./balancing-lookups";
import type { Call, Lookup } from "./lookup";
import { poolLookups } from "./address-pools";
import { ec2Lookups, passes } from "./ec2-lookups";
import { imageOf, isImageParameter } from "./images";
import { instanceLookups } from "./instance-lookups";
import { ipamLookups } from "./ipam";
import { networkLookups } from "./network-lookups";
import { getZone } from "./route53-zones";
import { describeQuota } from "./quotas";
import { ACCOUNT_ID } from "./shared";
import { getResources } from "./tagged";

function getAvailabilityZones({ region, inputs }: Call): Values {
  const found = zonesOf(region).filter(
    ({ name, id }) =>
      !texts(inputs["excludeNames"]).includes(name) &&
      !texts(inputs["excludeZoneIds"]).includes(id) &&
      ["", "available"].includes(text(inputs["state"])) &&
      passes("getAvailabilityZones", inputs["filters"], (filter) => {
        const values: Values = {
          "zone-name": name,
          "zone-id": id,
          "zone-type": "availability-zone",
          "opt-in-status": "opt-in-not-required",
          "region-name": region,
          "group-name": region,
          state: "available",
        };
        return values[filter];
      }),
  );
  return {
    id: region,
    groupNames: found.length > 0 ? [region] : [],
    names: found.map(({ name }) => name),
    zoneIds: found.map(({ id }) => id),
  };
}

function getRegion({ region, inputs }: Call): Values {
  const name = text(inputs["name"]) || text(inputs["id"]) || region;
  return {
    id: name,
    name,
    region: name,
    description: regionOf(name).description,
    endpoint: `ec2.${name}.${dnsSuffixOf(name)}`,
  };
}

function getServiceQuota({ account, region, inputs }: Call): Values {
  const [serviceCode, quotaCode] = [text(inputs["serviceCode"]), text(inputs["quotaCode"])];
  const quota = describeQuota(account.quotas, serviceCode, quotaCode);
  if (!quota) {
    throw new Error(
      `quota ${quotaCode} of ${serviceCode} is not modelled: add it to simulator/model/quotas.ts`,
    );
  }
  const arn = `arn:${partitionOf(region)}:servicequotas:${region}:${ACCOUNT_ID}:${serviceCode}/${quotaCode}`;
  return { id: arn, arn, adjustable: true, ...quota };
}

function getParameter({ region, inputs }: Call): Values {
  const name = text(inputs["name"]);
  if (!isImageParameter(name)) {
    throw new Error(
      `reading SSM Parameter (${name}): couldn't find resource; of parameters, only the public ones of Amazon Linux 2023 are modelled: see simulator/model/lookups.ts`,
    );
  }
  const value = imageOf(name, region);
  return {
    name,
    value,
    insecureValue: value,
    type: "String",
    version: 1,
    arn: `arn:${partitionOf(region)}:ssm:${region}::parameter${name}`,
  };
}

const lookups: Readonly<Record<string, Lookup>> = {
  ...ec2Lookups,
  ...ipamLookups,
  ...poolLookups,
  ...instanceLookups,
  ...networkLookups,
  ...balancingLookups,
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getCallerIdentity:getCallerIdentity": ({ region, accountId = ACCOUNT_ID }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partitionOf(region)}:iam::${accountId}:user/local`,
    userId: "AIDALOCALEXAMPLE00000",
  }),
  "aws:index/getPartition:getPartition": ({ region }) => ({
    id: partitionOf(region),
    partition: partitionOf(region),
    dnsSuffix: dnsSuffixOf(region),
    reverseDnsPrefix: dnsSuffixOf(region).split(".").reverse().join("."),
  }),
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getRegions:getRegions": ({ region, inputs }) => ({
    id: partitionOf(region),
    names: regionsIn(partitionOf(region)).filter((name) =>
      passes("getRegions", inputs["filters"], (filter) =>
        filter === "region-name"
          ? name
          : filter === "opt-in-status"
            ? optInStatusOf(name)
            : undefined,
      ),
    ),
    region,
  }),
  "aws:globalaccelerator/getAccelerator:getAccelerator": getAccelerator,
  "aws:resourcegroupstaggingapi/getResources:getResources": getResources,
  "aws:route53/getZone:getZone": getZone,
  "aws:servicequotas/getServiceQuota:getServiceQuota": getServiceQuota,
  "aws:ssm/getParameter:getParameter": getParameter,
};

/** The modelled lookups. */
export const lookupTokens = Object.keys(lookups);

/** Answers a lookup; throws for one that is not modelled, with the place to add it. */
export function lookUp(token: string, call: Call): Values {
  const lookup = lookups[token];
  if (!lookup) {
    throw new Error(
      `lookup ${token} is not modelled by the simulator: add it to simulator/model/` +
        (token.startsWith("aws:ec2/") ? "ec2-lookups.ts" : "lookups.ts"),
    );
  }
  return { ...call.inputs, region: call.region, ...lookup(call) };
}
