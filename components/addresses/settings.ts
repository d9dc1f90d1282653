import * as v from "valibot";
import type { AcceleratorArgs } from "./accelerator";
import type { AddressPlan } from "./plan-addresses";

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
        v.string(),
        v.description(
          "BYOIP or public IPAM pool that new addresses are allocated from. Existing addresses stay in their pool. Default: Amazon's pool.",
        ),
        v.examples(["ipv4pool-ec2-0123456789abcdef0", "ipam-pool-0123456789abcdef0"]),
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
  /** Id of the pool that new addresses come from. */
  readonly pool?: string | undefined;
  /** Addresses in the allow-list that the stack does not own, by key. */
  readonly external: Readonly<Record<string, string>>;
  /** Entries that the allow-list has now, where there are any. */
  readonly listed?: number | undefined;
  readonly accelerator?: AcceleratorArgs | undefined;
}
