import * as v from "valibot";
import { wholeNumber } from "../settings/values";
import type { AcceleratorArgs } from "./accelerator";
import type { BlockArgs } from "./block";
import type { AddressPlan } from "./plan-addresses";

export const netmaskLength = () =>
  wholeNumber(
    24,
    30,
    "Size of the block: /29 has 8 addresses. AWS provides /29 and /30 by default, and larger ones on request.",
    29,
  );

const ownPool = v.strictObject({
  netmaskLength: v.optional(netmaskLength(), 29),
  ipam: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^ipam-[0-9a-f]{17}$/, "must be the id of an IPAM, such as ipam-0123456789abcdef0"),
      v.description(
        "Existing IPAM of the region, of which an account can have one. Default: the stack creates it, in the free tier.",
      ),
      v.examples(["ipam-0123456789abcdef0"]),
    ),
  ),
});

/** A pool that the stack makes, with one block. */
export type OwnPoolSettings = v.InferOutput<typeof ownPool>;

export const addressesSchema = v.pipe(
  v.strictObject({
    protect: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          "Whether no update and no destroy releases an address. AWS then also refuses to delete load balancers that serve clients, unless this stack does. false in development, so that destroy works.",
        ),
      ),
      true,
    ),
    pool: v.exactOptional(
      v.pipe(
        v.union([v.string(), ownPool], "must be the id of a pool, or a map with netmaskLength"),
        v.description(
          "BYOIP or public IPAM pool that new addresses are allocated from: its id, or a block that the stack has AWS provide. Existing addresses stay in their pool. Default: Amazon's pool.",
        ),
        v.examples([
          "ipv4pool-ec2-0123456789abcdef0",
          "ipam-pool-0123456789abcdef0",
          { netmaskLength: 29 },
        ]),
      ),
    ),
    adopt: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description(
          "Address key -> allocation id of an Elastic IP that exists already; it is never released. Keys that are not named get a new address.",
        ),
        v.examples([{ "egress-a": "eipalloc-0123456789abcdef0" }]),
      ),
      {},
    ),
    allowRelease: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description("Keys of addresses that an update may give up for good."),
        v.examples([["egress-b"]]),
      ),
      [],
    ),
    reverseDns: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description(
          "Address key -> fully qualified name for reverse DNS. Its A record must already point to the address.",
        ),
        v.examples([{ "egress-a": "static.example.com" }]),
      ),
      {},
    ),
  }),
  v.description(
    "The inventory of Elastic IPs that partners allow-list. An address has a key for good: `egress-a` is what traffic from zone a comes from, `entry-a1` what clients connect to. See docs/network.md.",
  ),
);

/** `addresses` as written, with the defaults filled in. */
export type AddressesSettings = v.InferOutput<typeof addressesSchema>;

/** What the update does with the stack's addresses, decided from what AWS holds for it now. */
export interface AddressesConfig extends AddressPlan {
  readonly protect: boolean;
  /** Id of the existing pool that new addresses come from. */
  readonly pool?: string | undefined;
  /** IPv4 blocks of that pool, by key, where the front door draws from it. */
  readonly blocks?: Readonly<Record<string, string>> | undefined;
  /** The block that the stack has, and which new addresses come from. */
  readonly block?: BlockArgs | undefined;
  /** Addresses in the allow-list that the stack does not own, by key. */
  readonly external: Readonly<Record<string, string>>;
  /** Entries that the allow-list has now, where there are any. */
  readonly listed?: number | undefined;
  readonly accelerator?: AcceleratorArgs | undefined;
}
