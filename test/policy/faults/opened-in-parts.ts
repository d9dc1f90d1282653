import * as t from "../../../stack/types";
import { type Plan, ref } from "../plan";
import type { Fault } from "./fault";

const RULE = "aws-ec2-security-group-disallow-open-administration";
const message = (name: string, blocks: string, ports = "22") =>
  `security group rules of ${name} should not admit the internet to administration ports, got ${blocks} to ${ports}; restrict the rules to specific CIDR blocks`;

const HALVES = ["0.0.0.0/1", "128.0.0.0/1"];

/** A rule of the security group for SSH. */
const ssh = (plan: Plan, name: string, who: object): void =>
  plan.add(name, t.INGRESS_RULE, {
    securityGroupId: ref("proxies"),
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    ...who,
  });

/** Rules whose blocks are the internet only together. */
export const OPENED_IN_PARTS: readonly Fault[] = [
  {
    title: "SSH is open to both halves of the internet, in one rule",
    policy: RULE,
    plant: (plan) =>
      plan.add("halves", t.SECURITY_GROUP_RULE, {
        type: "ingress",
        securityGroupId: ref("proxies"),
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrBlocks: HALVES,
      }),
    messages: [message("halves", "0.0.0.0/1, 128.0.0.0/1")],
  },
  {
    title: "SSH is open to both halves of the internet, in two rules of a security group",
    policy: RULE,
    plant: (plan) => {
      const rule = { protocol: "tcp", fromPort: 22, toPort: 22 };
      plan.set("proxies", { ingress: HALVES.map((block) => ({ ...rule, cidrBlocks: [block] })) });
    },
    // Each is wide enough by itself.
    messages: HALVES.map((block) => message("proxies", block)),
  },
  {
    title: "SSH is open to parts of the internet, in two rules that are resources",
    policy: RULE,
    plant: (plan) => {
      ssh(plan, "ssh-1", { cidrIpv4: "3.0.0.0/8" });
      ssh(plan, "ssh-2", { cidrIpv4: "13.0.0.0/8" });
    },
    messages: [message("proxies", "3.0.0.0/8, 13.0.0.0/8")],
  },
  {
    title: "SSH is open to parts of the internet, in rules of every kind",
    policy: RULE,
    plant: (plan) => {
      plan.set("proxies", {
        ingress: [{ protocol: "tcp", fromPort: 20, toPort: 22, cidrBlocks: ["3.0.0.0/8"] }],
      });
      ssh(plan, "ssh-1", { cidrIpv4: "13.0.0.0/9" });
      plan.add("ssh-2", t.SECURITY_GROUP_RULE, {
        type: "ingress",
        securityGroupId: ref("proxies"),
        protocol: "-1",
        cidrBlocks: ["13.128.0.0/9"],
      });
    },
    messages: [message("proxies", "3.0.0.0/8, 13.0.0.0/9, 13.128.0.0/9", "22")],
  },
  {
    title: "SSH is open to all addresses of IPv6 that there are, but not to ::/0",
    policy: RULE,
    plant: (plan) => ssh(plan, "ssh", { cidrIpv6: "2000::/3" }),
    messages: [message("ssh", "2000::/3")],
  },
  {
    title: "SSH is open to IPv6 in parts, in two rules",
    policy: RULE,
    plant: (plan) => {
      ssh(plan, "ssh-1", { cidrIpv6: "2600::/16" });
      ssh(plan, "ssh-2", { cidrIpv6: "2a00::/16" });
    },
    messages: [message("proxies", "2600::/16, 2a00::/16")],
  },
  {
    title: "SSH is open to a prefix list of everybody",
    policy: RULE,
    plant: (plan) => {
      plan.add("everybody", t.PREFIX_LIST, {
        addressFamily: "IPv4",
        maxEntries: 2,
        entries: HALVES.map((cidr) => ({ cidr })),
        tags: { environment: "production" },
      });
      ssh(plan, "ssh", { prefixListId: ref("everybody") });
    },
    messages: [message("proxies", "0.0.0.0/1, 128.0.0.0/1")],
  },
  {
    title: "SSH is open to a prefix list of everybody, in a rule of the security group",
    policy: RULE,
    plant: (plan) => {
      plan.add("everybody", t.PREFIX_LIST, {
        addressFamily: "IPv6",
        maxEntries: 1,
        tags: { environment: "production" },
      });
      plan.add("all", t.PREFIX_LIST_ENTRY, { prefixListId: ref("everybody"), cidr: "::/0" });
      const rule = { protocol: "tcp", fromPort: 22, toPort: 22 };
      plan.set("proxies", { ingress: [{ ...rule, prefixListIds: [ref("everybody")] }] });
    },
    messages: [message("proxies", "::/0")],
    // Which of a group's rules names the list is known with its id.
    silentWhen: "previewed",
  },
  {
    title: "the health check port is open in parts",
    policy: "aws-ec2-security-group-configure-health-check-port",
    plant: (plan) =>
      ["3.0.0.0/8", "13.0.0.0/8"].forEach((cidrIpv4, index) =>
        plan.add(`health-${index}`, t.INGRESS_RULE, {
          securityGroupId: ref("proxies"),
          ipProtocol: "tcp",
          fromPort: 9001,
          toPort: 9001,
          cidrIpv4,
        }),
      ),
    messages: [
      "security group rules of proxies should admit only health checkers to port 9001, got 3.0.0.0/8, 13.0.0.0/8; use Route 53's prefix list",
    ],
  },
];
