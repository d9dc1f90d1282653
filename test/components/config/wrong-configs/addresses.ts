import { LOOKUPS, type WrongConfig, addresses, egress, wrong } from "./wrong-config";

const ALLOCATION = "eipalloc-0123456789abcdef0";

const free = { publicIp: "203.0.113.7", domain: "vpc", tags: {} };
const tagged = (key: string, stack = "holdfast/dev") => ({
  ...free,
  tags: { "holdfast:stack": stack, "holdfast:key": key },
});

export const WRONG_ADDRESSES: readonly WrongConfig[] = [
  wrong(
    "protection is a text",
    addresses({ protect: "false" }),
    `
  holdfast:addresses.protect = "false"
    must be true or false
    fix: remove the quotes: false`,
  ),
  wrong(
    "protection is a yes",
    addresses({ protect: "yes" }),
    `
  holdfast:addresses.protect = "yes"
    must be true or false
    fix: write true or false`,
  ),
  wrong(
    "a setting of the addresses has a slip",
    addresses({ allowReleases: [] }),
    `
  holdfast:addresses.allowReleases = []
    is not a setting: addresses has protect, pool, adopt, allowRelease and reverseDns
    fix: did you mean allowRelease?`,
  ),
  wrong(
    "addresses are adopted as a list",
    addresses({ adopt: [ALLOCATION] }),
    `
  holdfast:addresses.adopt = ["${ALLOCATION}"]
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "an address is adopted by itself instead of its id",
    addresses({ adopt: { "egress-a": "203.0.113.7" } }),
    `
  holdfast:addresses.adopt.egress-a = "203.0.113.7"
    is an address, but must be an allocation id
    fix: look the id up: aws ec2 describe-addresses --public-ips 203.0.113.7`,
  ),
  wrong(
    "an address is adopted by another id",
    addresses({ adopt: { "egress-a": "eipassoc-0123456789abcdef0" } }),
    `
  holdfast:addresses.adopt.egress-a = "eipassoc-0123456789abcdef0"
    must be the allocation id of an Elastic IP: eipalloc- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-addresses`,
  ),
  wrong(
    "an address is adopted twice",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION, "egress-b": ALLOCATION } }),
      aws: { [LOOKUPS.address]: free },
    },
    `
  holdfast:addresses.adopt.egress-b = "${ALLOCATION}"
    is already adopted as egress-a, and an address has only one key
    fix: remove egress-b or egress-a`,
  ),
  wrong(
    "an adopted address does not exist",
    addresses({ adopt: { "egress-a": ALLOCATION } }),
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    does not exist in us-east-1 for this account
    fix: check the id, the region and the account: aws ec2 describe-addresses`,
  ),
  wrong(
    "an adopted address is in use",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION } }),
      aws: { [LOOKUPS.address]: { ...free, networkInterfaceId: "eni-0a" } },
    },
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    (203.0.113.7) is in use by eni-0a
    fix: disassociate it first: aws ec2 disassociate-address`,
  ),
  wrong(
    "an adopted address belongs to another stack",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION } }),
      aws: { [LOOKUPS.address]: tagged("egress-a", "holdfast/prod") },
    },
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    (203.0.113.7) belongs to the stack holdfast/prod
    fix: release it from that stack first, then remove its tag holdfast:stack`,
  ),
  wrong(
    "an adopted address has another key in this stack",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION } }),
      aws: { [LOOKUPS.address]: tagged("egress-b") },
    },
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    (203.0.113.7) is already egress-b in this stack, and an address keeps its key
    fix: adopt it as egress-b, or choose another address for egress-a`,
  ),
  wrong(
    "an adopted address is not for a VPC",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION } }),
      aws: { [LOOKUPS.address]: { ...free, domain: "standard" } },
    },
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    (203.0.113.7) cannot be used in a VPC: its domain is standard
    fix: move it to a VPC first: aws ec2 move-address-to-vpc`,
  ),
  wrong(
    "a key that has an address is to adopt another one",
    {
      ...addresses({ adopt: { "egress-a": ALLOCATION } }),
      aws: {
        [LOOKUPS.heldAddresses]: { allocationIds: ["eipalloc-0aaaaaaaaaaaaaaaa"] },
        [LOOKUPS.address]: tagged("egress-a"),
      },
    },
    `
  holdfast:addresses.adopt.egress-a = "${ALLOCATION}"
    would change the address of egress-a, which is 203.0.113.7 (eipalloc-0aaaaaaaaaaaaaaaa)
    fix: remove egress-a from adopt to keep that address`,
  ),
  wrong(
    "a key is adopted that the configuration does not have",
    { ...addresses({ adopt: { "egress-c": ALLOCATION } }), aws: { [LOOKUPS.address]: free } },
    `
  holdfast:addresses.adopt.egress-c = "${ALLOCATION}"
    names the address egress-c, but this configuration has egress-a and egress-b
    fix: remove egress-c`,
  ),
  wrong(
    "the release of an unknown key is allowed",
    addresses({ allowRelease: ["egres-b"] }),
    `
  holdfast:addresses.allowRelease[0] = "egres-b"
    names the address egres-b, but this configuration has egress-a and egress-b
    fix: did you mean egress-b?`,
  ),
  wrong(
    "a release is allowed twice",
    addresses({ allowRelease: ["egress-b", "egress-b"] }),
    `
  holdfast:addresses.allowRelease[1] = "egress-b"
    is a duplicate
    fix: remove one of the two`,
  ),
  wrong(
    "reverse DNS is set for a stack without addresses",
    {
      config: {
        ...egress({ kind: "none" }).config,
        ...addresses({ reverseDns: { "egress-a": "static.example.com" } }).config,
      },
    },
    `
  holdfast:addresses.reverseDns.egress-a = "static.example.com"
    names the address egress-a, but this configuration has no addresses
    fix: remove egress-a`,
  ),
  wrong(
    "a reverse DNS name is not fully qualified",
    addresses({ reverseDns: { "egress-a": "static" } }),
    `
  holdfast:addresses.reverseDns.egress-a = "static"
    must be a fully qualified domain name
    fix: write the full name, such as static.example.com`,
  ),
  wrong(
    "a reverse DNS name ends with a full stop",
    addresses({ reverseDns: { "egress-a": "static.example.com." } }),
    `
  holdfast:addresses.reverseDns.egress-a = "static.example.com."
    must not end with a dot: AWS adds it
    fix: write static.example.com`,
  ),
];
