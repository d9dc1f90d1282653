import * as v from "valibot";
import { wholeNumber } from "../settings/values";
import type { AcceleratorArgs } from "./accelerator";
import type { BlockArgs } from "./block";
import type { AddressPlan } from "./plan-addresses";

export const netmaskLength = () =>
  wholeNumber(
    24,
    30,
    "Prefix length of the block: /29 has 8 addresses. AWS provides /29 and /30 by default, and larger ones on request.",
    29,
  );

const ownPool = v.strictObject({
  netmaskLength: v.optional(netmaskLength(), 29),
  ipam: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^ipam-[0-9a-f]{17}$/, "must be the id of an IPAM, such as ipam-0123456789abcdef0"),
      v.description(
        "Existing IPAM of the region; AWS allows one for each account and region. Default: the stack creates one, in the free tier.",
      ),
      v.examples(["ipam-0123456789abcdef0"]),
    ),
  ),
});

/** A pool that the stack creates, with one block. */
export type OwnPoolSettings = v.InferOutput<typeof ownPool>;

export const addressesSchema = v.pipe(
  v.strictObject({
    protect: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          "Protects addresses from release by any update or destroy, and load balancers that serve clients from deletion outside this stack. Set false in development, so that destroy works.",
        ),
      ),
      true,
    ),
    pool: v.exactOptional(
      v.pipe(
        v.union([v.string(), ownPool], "must be the id of a pool, or a map with netmaskLength"),
        v.description(
          "BYOIP or public IPAM pool for new addresses: its id, or the size of a new block that AWS provides. Existing addresses stay in their pool. Default: Amazon's pool.",
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
          "Address key -> allocation id of an existing Elastic IP, which is never released. Other keys get a new address.",
        ),
        v.examples([{ "egress-a": "eipalloc-0123456789abcdef0" }]),
      ),
      {},
    ),
    allowRelease: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description(
          "Keys of addresses that an update may release. A released address cannot be recovered.",
        ),
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
    "The inventory of Elastic IPs that partners allow-list. A key always names the same address: `egress-a` is the source of outbound traffic from zone a, and clients connect to `entry-a1`. See docs/network.md.",
  ),
);

/** `addresses`, with defaults filled in. */
export type AddressesSettings = v.InferOutput<typeof addressesSchema>;

/** Changes of the update to the stack's addresses, planned from the addresses that it holds in AWS. */
export interface AddressesConfig extends AddressPlan {
  readonly protect: boolean;
  /** Id of the existing pool for new addresses. */
  readonly pool?: string | undefined;
  /** IPv4 blocks of that pool, by key, if the front door takes addresses from it. */
  readonly blocks?: Readonly<Record<string, string>> | undefined;
  /** The stack's block, for new addresses. */
  readonly block?: BlockArgs | undefined;
  /** Addresses in the allow-list that the stack does not own, by key. */
  readonly external: Readonly<Record<string, string>>;
  /** Current number of allow-list entries, if the list exists. */
  readonly listed?: number | undefined;
  readonly accelerator?: AcceleratorArgs | undefined;
}
