import { type Given, type WrongConfig, wrong } from "./wrong-config";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0123";
const WEB_ACL = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd";

/** A whole front door with both colours in its VPC, with these settings of its sections. */
const door = (entry: object = {}, backend: object = {}, dns?: object): Given => ({
  config: {
    entry: { kind: "nlbAlb", ...entry },
    backend: { live: "blue", layout: "sharedVpc", blue: {}, ...backend },
    ...(dns && { dns: { zone: "example.com", ...dns } }),
  },
});

/** A front door that follows names. */
const follow = (names: object, entry: object = {}): Given => ({
  config: { entry: { kind: "nlbAlb", follow: names, ...entry } },
});
const shop = { name: "shop.example.net", weight: 100 };

export const WRONG_NLB_ALBS: readonly WrongConfig[] = [
  wrong(
    "an NLB has neither a backend nor names",
    { config: { entry: { kind: "nlbAlb" } } },
    `
  holdfast:backend
    is missing: the front door needs a backend
    fix: describe holdfast:backend, with live: blue and a colour blue, or names to entry.follow`,
  ),
  wrong(
    "an NLB has both a backend and names",
    door({ follow: { shop } }),
    `
  holdfast:entry.follow
    sets the NLB's targets, and so does holdfast:backend
    fix: keep one of the two`,
  ),
  wrong(
    "one ALB should reach colours in their own VPCs",
    door({ target: "alb" }, { layout: "vpcPerColor", blue: { cidr: "10.30.0.0/16" } }),
    `
  holdfast:entry.target = "alb"
    reaches instances in the front door's VPC only, and backend.layout is vpcPerColor
    fix: write backend.layout: sharedVpc, or entry.target: ips`,
  ),
  wrong(
    "names are to be the target of type alb",
    follow({ shop }, { target: "alb" }),
    `
  holdfast:entry.target = "alb"
    cannot target names: follow registers their addresses
    fix: write target: ips, or remove follow`,
  ),
  wrong(
    "names that end TLS themselves are given a certificate",
    follow({ shop }, { certificateArn: CERTIFICATE }),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect with follow: TLS terminates at the followed endpoints
    fix: remove it`,
  ),
  wrong(
    "followed names, which have their own timeouts, are given one",
    follow({ shop }, { albIdleTimeoutSeconds: 30 }),
    `
  holdfast:entry.albIdleTimeoutSeconds = 30
    has no effect with follow: the followed endpoints have their own idle timeout
    fix: remove it`,
  ),
  wrong(
    "a certificate is none",
    door({ certificateArn: "example.com" }),
    `
  holdfast:entry.certificateArn = "example.com"
    must be the ARN of an ACM certificate
    fix: look it up: aws acm list-certificates`,
  ),
  wrong(
    "a certificate is of another region",
    door({ certificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0123" }),
    `
  holdfast:entry.certificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/0123"
    is a certificate in us-east-2, but a load balancer needs one in its own region, us-east-1
    fix: request or import one there, and look it up: aws acm list-certificates --region us-east-1`,
  ),
  wrong(
    "a certificate is of another account",
    door({ certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/0123" }),
    `
  holdfast:entry.certificateArn = "arn:aws:acm:us-east-1:210987654321:certificate/0123"
    is a certificate of account 210987654321, but a load balancer needs one of its own account, 123456789012
    fix: request or import one there, and look it up: aws acm list-certificates --region us-east-1`,
  ),
  wrong(
    "ports are named without names",
    door({ ports: [443] }),
    `
  holdfast:entry.ports = [443]
    requires follow: in front of a backend, the ports are 443 and 80, or 80 alone
    fix: remove ports; with a certificateArn, the ports are 443 and 80`,
  ),
  wrong(
    "a port is none",
    follow({ shop }, { ports: [0] }),
    `
  holdfast:entry.ports[0] = 0
    must be a whole number from 1 to 65,535
    fix: write 1, the nearest`,
  ),
  wrong(
    "a followed name is no domain",
    follow({ shop: { ...shop, name: "203.0.113.7" } }),
    `
  holdfast:entry.follow.shop.name = "203.0.113.7"
    must be a lower-case domain name without a trailing dot
    fix: write a value such as internal-web-1234567890.us-east-1.elb.amazonaws.com`,
  ),
  wrong(
    "weights of names do not add up",
    follow({ shop: { ...shop, weight: 90 } }),
    `
  holdfast:entry.follow
    has weights that add up to 90, but the sum must be 100
    fix: write percentages, such as 100 for one name`,
  ),
  wrong(
    "the weight of a name is no percentage",
    follow({ shop: { ...shop, weight: -1 } }),
    `
  holdfast:entry.follow.shop.weight = -1
    must be a whole number from 0 to 100
    fix: write 0, the nearest`,
  ),
  wrong(
    "the ALB keeps silent connections as long as the NLB",
    door({ albIdleTimeoutSeconds: 350 }),
    `
  holdfast:entry.albIdleTimeoutSeconds = 350
    must be below entry.nlbIdleTimeoutSeconds, which is 350: the NLB would forget connections that the ALB still uses
    fix: write at most 349, or a longer entry.nlbIdleTimeoutSeconds`,
  ),
  wrong(
    "access logs of an ALB are asked for that is not there",
    door({ target: "ips", accessLogs: { retentionDays: 30 } }),
    `
  holdfast:entry.accessLogs = {"retentionDays":30}
    needs an ALB that the stack creates, and here it creates none
    fix: remove accessLogs, or write target: alb with backend.layout: sharedVpc`,
  ),
  wrong(
    "a web ACL is to check requests of an ALB that is not there",
    door({ target: "ips", webAclArn: WEB_ACL }),
    `
  holdfast:entry.webAclArn = "${WEB_ACL}"
    is for the front door's own ALB, and here it has none
    fix: remove webAclArn, and associate the web ACL with the load balancers behind the NLB; or write target: alb with backend.layout: sharedVpc`,
  ),
  wrong(
    "a web ACL is to check requests for names that an NLB follows",
    follow({ shop }, { webAclArn: WEB_ACL }),
    `
  holdfast:entry.webAclArn = "${WEB_ACL}"
    is for the front door's own ALB, and here it has none
    fix: remove webAclArn, and associate the web ACL with the load balancers behind the NLB; or write target: alb with backend.layout: sharedVpc`,
  ),
  wrong(
    "a web ACL is of another region",
    door({ webAclArn: WEB_ACL.replace("us-east-1", "eu-west-1") }),
    `
  holdfast:entry.webAclArn = "${WEB_ACL.replace("us-east-1", "eu-west-1")}"
    is a web ACL in eu-west-1, but an ALB needs one in its own region, us-east-1
    fix: create one there, or look it up: aws wafv2 list-web-acls --scope REGIONAL --region us-east-1`,
  ),
  wrong(
    "the colours have NLBs behind an NLB",
    door({}, { loadBalancer: "nlb" }),
    `
  holdfast:backend.loadBalancer = "nlb"
    must be alb with entry.kind nlbAlb: the target of the NLB is an ALB
    fix: remove it, or write alb`,
  ),
  wrong(
    "an NLB is to reach its backend over the internet",
    door({}, { reach: "public" }),
    `
  holdfast:backend.reach = "public"
    must be private with entry.kind nlbAlb: NLB targets need private addresses
    fix: remove it, or write private`,
  ),
  wrong(
    "an alias is to choose among addresses",
    door({}, {}, { routing: "weighted" }),
    `
  holdfast:dns.routing = "weighted"
    chooses among addresses, but the public name of entry.kind nlbAlb is an alias here
    fix: remove it`,
  ),
  wrong(
    "an old endpoint is the public name itself",
    door({}, {}, { migration: { from: "static.example.com", percent: 10 } }),
    `
  holdfast:dns.migration.from = "static.example.com"
    is the public name itself, which would then resolve to itself
    fix: write the old endpoint's own name`,
  ),
  wrong(
    "a zone's own name would be a CNAME",
    door({}, {}, { name: "", migration: { from: "old.example.net", percent: 10 } }),
    `
  holdfast:dns.migration.from = "old.example.net"
    needs CNAME records, which example.com, a zone's own name, cannot have
    fix: write from: {name, hostedZoneId} of an AWS load balancer, or write dns.name`,
  ),
  wrong(
    "a share of lookups is none",
    door({}, {}, { migration: { from: "old.example.net", percent: 101 } }),
    `
  holdfast:dns.migration.percent = 101
    must be a whole number from 0 to 100
    fix: write 100, the nearest`,
  ),
  wrong(
    "an old load balancer is named without its zone",
    door({}, {}, { migration: { from: { name: "old.example.net" }, percent: 10 } }),
    `
  holdfast:dns.migration.from.hostedZoneId
    is missing
    fix: add hostedZoneId: Z35SXDOTRQ7X7K`,
  ),
  wrong(
    "addresses of HAProxy are to share a name with a CNAME",
    {
      config: {
        entry: { kind: "haproxy" },
        backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
        dns: { zone: "example.com", migration: { from: "old.example.net", percent: 10 } },
      },
    },
    `
  holdfast:dns.migration.from = "old.example.net"
    needs a CNAME, but this front door's public name has address records, and a name cannot have both
    fix: write from: {name, hostedZoneId} of an AWS load balancer or of a name in the same zone; or remove from, and write dns.migration in the old stack, too`,
  ),
];
