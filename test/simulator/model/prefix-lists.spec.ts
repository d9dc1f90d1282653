import assert from "node:assert/strict";
import { PREFIX_LIST, PREFIX_LIST_ENTRY } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const prefixList = (lab: Lab, maxEntries: number, ...cidrs: string[]): Stored =>
  lab.make(PREFIX_LIST, {
    name: "allow",
    addressFamily: "IPv4",
    maxEntries,
    entries: cidrs.map((cidr) => ({ cidr })),
  });

describe("ManagedPrefixList", () => {
  it("takes more entries and a higher maximum in place", () => {
    const lab = new Lab();
    const entries = [{ cidr: "10.0.0.0/8" }, { cidr: "192.0.2.1/32", description: "gate" }];
    const grown = lab.change(prefixList(lab, 1, "10.0.0.0/8"), { maxEntries: 2, entries });
    assert.deepEqual(lab.state(grown)["entries"], entries);
  });

  const creating =
    "creating EC2 Managed Prefix List: operation error EC2: CreateManagedPrefixList, api error";
  refuses([
    [
      "it has more entries than its maximum",
      (lab) => prefixList(lab, 1, "10.0.0.0/8", "192.0.2.1/32"),
      `${creating} PrefixListMaxEntriesExceeded: The prefix list has 2 entries, its maximum is 1`,
    ],
    [
      "an entry occurs twice",
      (lab) => prefixList(lab, 2, "10.0.0.0/8", "10.0.0.0/8"),
      `${creating} InvalidParameterValue: The CIDR 10.0.0.0/8 is specified more than once`,
    ],
    [
      "its maximum is 0",
      (lab) => prefixList(lab, 0),
      "maxEntries: expected a whole number from 1 to 1000, got 0",
    ],
    [
      "an entry is an address without a length",
      (lab) => prefixList(lab, 1, "192.0.2.1"),
      'entries[0].cidr: "192.0.2.1" is not an IPv4 network in CIDR form, such as 10.0.0.0/16',
    ],
    [
      "a key of an entry is misspelled",
      (lab) =>
        lab.make(PREFIX_LIST, {
          name: "x",
          addressFamily: "IPv4",
          maxEntries: 1,
          entries: [{ cidrBlock: "10.0.0.0/8" }],
        }),
      'entries[0].cidrBlock: the simulator does not model the property "cidrBlock" here, only cidr, description; if AWS has it, add it to simulator/model/prefix-lists.ts\nentries[0].cidr: Missing required argument "cidr"',
    ],
  ]);
});

describe("ManagedPrefixListEntry", () => {
  const entry = (lab: Lab, list: Stored, cidr: string): Stored =>
    lab.make(PREFIX_LIST_ENTRY, { prefixListId: list.id, cidr });

  it("goes with its list", () => {
    const lab = new Lab();
    const list = prefixList(lab, 1);
    entry(lab, list, "192.0.2.1/32");
    lab.account.remove(list);
    assert.deepEqual(lab.account.everything(), []);
  });

  refuses([
    [
      "there are more of them than the list may have",
      (lab) => {
        const list = prefixList(lab, 1);
        entry(lab, list, "192.0.2.1/32");
        entry(lab, list, "192.0.2.2/32");
      },
      "creating EC2 Managed Prefix List Entry: operation error EC2: ModifyManagedPrefixList, api error PrefixListMaxEntriesExceeded: The prefix list has 2 entries, its maximum is 1",
    ],
    [
      "the list's maximum goes below their number",
      (lab) => {
        const list = prefixList(lab, 2);
        entry(lab, list, "192.0.2.1/32");
        entry(lab, list, "192.0.2.2/32");
        lab.change(list, { maxEntries: 1 });
      },
      "updating EC2 Managed Prefix List (pl-*): operation error EC2: ModifyManagedPrefixList, api error PrefixListMaxEntriesExceeded: The prefix list has 2 entries, its maximum is 1",
    ],
  ]);
});
