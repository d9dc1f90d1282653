import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { associationOfAddress } from "../model/addresses";
import { associateAddress as associate } from "./associate-address";
import { EIP, EIP_ASSOCIATION, INSTANCE, SUBNET } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, object, objects, text, texts } from "../model/values";
import { type Action, API_FOLDER, type PolicyView, type Request, ec2Arn } from "./call";

const tagSet = (account: Account, resource: Stored): Values[] =>
  Object.entries(account.tagsOf(resource)).map(([key, value]) => ({ key, value }));

/** Keeps resources that pass every filter; `valuesOf` returns the values for a filter, or undefined. */
function filtered<T>(
  all: readonly T[],
  { Filter: filters }: Values,
  valuesOf: (one: T, filter: string) => readonly string[] | undefined,
): T[] {
  return all.filter((one) =>
    objects(filters).every(({ Name: name, Value: wanted }) => {
      const values = valuesOf(one, text(name));
      if (values === undefined) {
        throw new AwsError(
          "InvalidParameterValue",
          `The filter '${text(name)}' is not modelled: add it to ${API_FOLDER}ec2.ts`,
        );
      }
      return values.some((value) => texts(wanted).includes(value));
    }),
  );
}

/** The values for tag filters. */
function tagValues(account: Account, resource: Stored, filter: string): string[] | undefined {
  const tags = account.tagsOf(resource);
  if (filter === "tag-key") {
    return Object.keys(tags);
  }
  const value = tags[filter.slice("tag:".length)];
  return filter.startsWith("tag:") ? (value === undefined ? [] : [value]) : undefined;
}

/** The resources with the given ids, which must all exist, or all resources. */
const named = (
  { account, region }: Parameters<Action>[0],
  type: string,
  ids: string[],
): Stored[] =>
  ids.length > 0 ? ids.map((id) => account.require(type, id, region)) : account.all(type, region);

function addressView(account: Account, address: Stored): Values {
  const { associationId, instanceId, networkInterfaceId, privateIp } = associationOfAddress(
    account,
    address.id,
  );
  return {
    publicIp: address.outputs["publicIp"],
    allocationId: address.id,
    domain: "vpc",
    ...(instanceId ? { instanceId } : {}),
    ...(associationId ? { associationId, networkInterfaceId } : {}),
    ...(privateIp ? { privateIpAddress: privateIp } : {}),
    networkBorderGroup: address.region,
    tagSet: tagSet(account, address),
  };
}

const describeAddresses: Action = (request) => {
  const { account, body, faults } = request;
  const addresses = filtered(
    named(request, EIP, texts(body["AllocationId"])),
    body,
    (address, filter) =>
      filter === "allocation-id"
        ? [address.id]
        : filter === "public-ip"
          ? [text(address.outputs["publicIp"])]
          : tagValues(account, address, filter),
  );
  const addressesSet = addresses.map((address) =>
    faults.seen(address.id, addressView(account, address)),
  );
  // An instance that is shutting down now is terminated at the next call.
  account.endLingering();
  return { addressesSet };
};

const associateAddress: Action = ({ account, region, body, faults }) => {
  const allocationId = text(body["AllocationId"]);
  const before = addressView(account, account.require(EIP, allocationId, region));
  const association = associate(account, region, {
    allocationId,
    instanceId: text(body["InstanceId"]),
    networkInterfaceId: text(body["NetworkInterfaceId"]),
    allowReassociation: body["AllowReassociation"] !== "false",
  });
  faults.changed(allocationId, before);
  return { return: true, associationId: association.id };
};

/**
 * What AWS itself manages, of a NAT gateway or a load balancer, no other caller may take:
 * https://github.com/hashicorp/terraform-provider-aws/issues/3572
 */
function refuseManaged(account: Account, region: string, association: string): void {
  const isManaged = account
    .all(EIP, region)
    .some(({ id }) => associationOfAddress(account, id).associationId === association);
  if (!isManaged || account.find(EIP_ASSOCIATION, association, region)) return;
  throw new AwsError("AuthFailure", "You do not have permission to access the specified resource.");
}

const disassociateAddress: Action = ({ account, region, body, faults }) => {
  refuseManaged(account, region, text(body["AssociationId"]));
  const association = account.require(EIP_ASSOCIATION, body["AssociationId"], region);
  const address = account.require(EIP, association.inputs["allocationId"], region);
  const before = addressView(account, address);
  account.remove(association);
  faults.changed(address.id, before);
  return { return: true };
};

const stateCodes: Readonly<Record<string, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

function instanceView(account: Account, instance: Stored): Values {
  const state = account.state(instance);
  const name = text(state["instanceState"]);
  const subnet = account.find(SUBNET, text(state["subnetId"]), instance.region);
  return {
    instanceId: instance.id,
    imageId: state["ami"],
    instanceState: { code: stateCodes[name], name },
    instanceType: state["instanceType"],
    launchTime: instance.outputs["$launchTime"],
    placement: { availabilityZone: state["availabilityZone"] },
    privateIpAddress: state["privateIp"],
    ipAddress: text(state["publicIp"]) || undefined,
    subnetId: state["subnetId"],
    vpcId: subnet?.inputs["vpcId"],
    tagSet: tagSet(account, instance),
  };
}

/** Lets instances that no group launched do what running ones do by themselves. */
function letAct({ account, region, faults, boot }: Request, instances: readonly Stored[]): void {
  for (const instance of instances) {
    const isAlone = instance.companionOf === undefined && !faults.unhealthy.has(instance.id);
    if (isAlone) boot(account, region, instance, true);
  }
}

const describeInstances: Action = (request) => {
  const { account, body } = request;
  const instances = filtered(
    named(request, INSTANCE, texts(body["InstanceId"])),
    body,
    (instance, filter) =>
      filter === "instance-id"
        ? [instance.id]
        : filter === "image-id"
          ? [text(account.state(instance)["ami"])]
          : filter === "instance-state-name"
            ? [text(account.state(instance)["instanceState"])]
            : tagValues(account, instance, filter),
  );
  letAct(request, instances);
  return {
    reservationSet: instances.map((instance) => ({
      reservationId: instance.id.replace(/^i-/, "r-"),
      instancesSet: [instanceView(account, instance)],
    })),
  };
};

const describeTags: Action = ({ account, region, body }) => {
  const all = account
    .everything()
    .filter((resource) => resource.region === region)
    .flatMap((resource) =>
      tagSet(account, resource).map((tag) => ({ resourceId: resource.id, ...tag })),
    );
  return {
    tagSet: filtered(all, body, ({ resourceId, ...tag }, filter) =>
      filter === "resource-id"
        ? [resourceId]
        : filter === "key" || filter === "value"
          ? [text((tag as Values)[filter])]
          : undefined,
    ),
  };
};

/** The calls of EC2. */
export const ec2Actions: Readonly<Record<string, Action>> = {
  AssociateAddress: associateAddress,
  DescribeAddresses: describeAddresses,
  DescribeInstances: describeInstances,
  DescribeTags: describeTags,
  DisassociateAddress: disassociateAddress,
};

/** Their IAM context: AssociateAddress must be allowed on the address and on the new holder. */
export const ec2PolicyViews: Readonly<Record<string, PolicyView>> = {
  AssociateAddress: ({ region, body }) => ({
    resources: [
      ec2Arn(region, `elastic-ip/${text(body["AllocationId"])}`),
      body["NetworkInterfaceId"]
        ? ec2Arn(region, `network-interface/${text(body["NetworkInterfaceId"])}`)
        : ec2Arn(region, `instance/${text(body["InstanceId"])}`),
    ],
  }),
  DisassociateAddress: ({ account, region, body }) => {
    const association = account.find(EIP_ASSOCIATION, text(body["AssociationId"]), region);
    const { allocationId } = object(association?.inputs);
    return { resources: [ec2Arn(region, `elastic-ip/${text(allocationId)}`)] };
  },
};
