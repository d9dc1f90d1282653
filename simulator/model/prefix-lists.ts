import { AwsError } from "./errors";
import { objects, text } from "./values";
import { ipv4Block } from "./ipv4";
import { ACCOUNT_ID, arn, ec2, missing, newId, oneOf, region, repeated, tags } from "./shared";
import { PREFIX_LIST, PREFIX_LIST_ENTRY } from "./tokens";
import type { ResourceType } from "./type";

function checkEntries(cidrs: string[], maxEntries: number): void {
  const twice = repeated(cidrs)[0];
  if (twice) {
    throw new AwsError("InvalidParameterValue", `The CIDR ${twice} is specified more than once`);
  }
  if (cidrs.length > maxEntries) {
    throw new AwsError(
      "PrefixListMaxEntriesExceeded",
      `The prefix list has ${cidrs.length} entries, its maximum is ${maxEntries}`,
    );
  }
}

const prefixList: ResourceType = {
  noun: "EC2 Managed Prefix List",
  operations: ec2("ManagedPrefixList", "ModifyManagedPrefixList"),
  missing: missing("InvalidPrefixListID.NotFound", "prefix list ID"),
  autoName: 255,
  id: () => newId("pl"),
  inputs: {
    name: {
      required: true,
      check: (value) =>
        text(value).startsWith("com.amazonaws")
          ? 'the name must not start with "com.amazonaws"'
          : undefined,
    },
    addressFamily: { required: true, replaces: true, check: oneOf("IPv4") },
    maxEntries: {
      required: true,
      check: (value) =>
        Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000
          ? undefined
          : `expected a whole number from 1 to 1000, got ${JSON.stringify(value)}`,
    },
    entries: {
      unordered: true,
      default: [],
      fields: { cidr: { required: true, check: ipv4Block() }, description: {} },
    },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `prefix-list/${id}`),
    ownerId: ACCOUNT_ID,
    version: 1,
  },

  check: ({ account, id, inputs }) => {
    const cidrs = [
      ...objects(inputs["entries"]).map(({ cidr }) => text(cidr)),
      ...account.referring(id, PREFIX_LIST_ENTRY).map((entry) => text(entry.inputs["cidr"])),
    ];
    checkEntries(cidrs, Number(inputs["maxEntries"]));
  },
};

/** One entry of a list without inline entries. */
const prefixListEntry: ResourceType = {
  noun: "EC2 Managed Prefix List Entry",
  operations: {
    create: "EC2: ModifyManagedPrefixList",
    update: "EC2: ModifyManagedPrefixList",
    remove: "EC2: ModifyManagedPrefixList",
  },
  missing: missing("InvalidPrefixListID.NotFound", "prefix list entry"),
  id: ({ inputs }) => `${text(inputs["prefixListId"])},${text(inputs["cidr"])}`,
  inputs: {
    prefixListId: { required: true, replaces: true, refersTo: PREFIX_LIST, bond: "follows" },
    cidr: { required: true, replaces: true, check: ipv4Block() },
    description: { replaces: true },
    region,
  },
  computed: {},
  check: ({ account, id, inputs, region }) => {
    const list = account.require(PREFIX_LIST, inputs["prefixListId"], region);
    const others = account.referring(list.id, PREFIX_LIST_ENTRY).map(({ inputs }) => inputs);
    const isNew = !account.find(PREFIX_LIST_ENTRY, id, region);
    const entries = [...objects(list.inputs["entries"]), ...others, ...(isNew ? [inputs] : [])];
    checkEntries(
      entries.map(({ cidr }) => text(cidr)),
      Number(list.inputs["maxEntries"]),
    );
  },
};

export const prefixListTypes: Record<string, ResourceType> = {
  [PREFIX_LIST]: prefixList,
  [PREFIX_LIST_ENTRY]: prefixListEntry,
};
