import { type Given, type WrongConfig, wrong } from "./wrong-config";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0123";
const ELB = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
const ALB = `${ELB}:loadbalancer/app/shop/50dc6c495c0c9188`;
const NLB = `${ELB}:loadbalancer/net/shop/50dc6c495c0c9189`;
const GATEWAY = `${ELB}:loadbalancer/gwy/shop/50dc6c495c0c9188`;
const ELSEWHERE = ALB.replace("us-east-1", "eu-west-1");
const GROUP = `${ELB}:targetgroup/shop/73e2d6bc24d8a067`;

/** As messages quote it. */
const shown = (arn: string) => `"${arn.slice(0, 78)}…`;

const TOKENS = {
  balancer: "aws:lb/getLoadBalancer:getLoadBalancer",
  listener: "aws:lb/getListener:getListener",
  targetGroup: "aws:lb/getTargetGroup:getTargetGroup",
  group: "aws:autoscaling/getGroup:getGroup",
};

/** What AWS answers about a shop whose parts are as they should be, but for these. */
const shop = (
  differs: { balancer?: object; listener?: object; targetGroup?: object; group?: object } = {},
): Record<string, object> => ({
  [TOKENS.balancer]: {
    arn: ALB,
    dnsName: "internal-shop-1.us-east-1.elb.amazonaws.com",
    internal: true,
    vpcId: "vpc-0123",
    securityGroups: ["sg-0123"],
    tags: {},
    ...differs.balancer,
  },
  [TOKENS.listener]: {
    protocol: "HTTPS",
    defaultActions: [{ type: "forward", targetGroupArn: GROUP, forwards: [] }],
    ...differs.listener,
  },
  [TOKENS.targetGroup]: {
    targetType: "instance",
    protocol: "TCP",
    port: 443,
    vpcId: "vpc-0123",
    healthCheck: { port: "traffic-port" },
    loadBalancerArns: [],
    tags: {},
    ...differs.targetGroup,
  },
  [TOKENS.group]: {
    vpcZoneIdentifier: "subnet-1,subnet-2",
    healthCheckType: "EC2",
    suspendedProcesses: [],
    targetGroupArns: [],
    ...differs.group,
  },
  "aws:ec2/getSubnet:getSubnet": { id: "subnet-1", vpcId: "vpc-0123", availabilityZone: "a" },
  "aws:ec2/getVpc:getVpc": { cidrBlockAssociations: [{ cidrBlock: "10.77.0.0/16" }] },
});

const existing = (
  targets: object,
  { entry = { kind: "haproxy" }, backend = {}, aws = shop() }: Partial<Sections> = {},
): Given => ({ config: { entry, backend: { existing: targets, ...backend } }, aws });

interface Sections {
  readonly entry: object;
  readonly backend: object;
  readonly aws: Record<string, object>;
}

const nlbAlb = (more: object = {}) => ({ entry: { kind: "nlbAlb", ...more } });

export const WRONG_EXISTING_BACKENDS: readonly WrongConfig[] = [
  wrong(
    "an existing ALB is sent headers of PROXY protocol",
    existing({ loadBalancerArn: ALB }, { entry: { kind: "haproxy", proxyProtocol: true } }),
    `
  holdfast:backend.existing.loadBalancerArn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc…
    is an ALB, which rejects the header of entry.proxyProtocol with status 400
    fix: write entry.proxyProtocol: false, or use an NLB`,
  ),
  wrong(
    "instances of an existing group get checks without a header of PROXY protocol",
    existing({ autoScalingGroup: "shop" }, { entry: { kind: "haproxy", proxyProtocol: true } }),
    `
  holdfast:backend.existing.autoScalingGroup = "shop"
    gets a target group whose health checks send no PROXY protocol header. The group would replace healthy instances
    fix: write a targetGroupArn whose health check has its own port, or write entry.proxyProtocol: false`,
  ),
  wrong(
    "a colour is described beside a backend that exists",
    existing({ loadBalancerArn: ALB }, { backend: { blue: { cidr: "10.30.0.0/16" } } }),
    `
  holdfast:backend.blue
    describes a colour for the stack to create, but backend.existing names an existing backend
    fix: remove backend.existing, or replace this by an existing target: backend.existing.blue`,
  ),
  wrong(
    "a backend that exists has a layout",
    existing({ loadBalancerArn: ALB }, { backend: { layout: "sharedVpc" } }),
    `
  holdfast:backend.layout = "sharedVpc"
    has no effect with backend.existing: it is for colours that the stack creates
    fix: remove it`,
  ),
  wrong(
    "a backend that exists has a load balancer to be created",
    existing({ loadBalancerArn: ALB }, { backend: { loadBalancer: "alb" } }),
    `
  holdfast:backend.loadBalancer = "alb"
    has no effect with backend.existing: it is for colours that the stack creates
    fix: remove it`,
  ),
  wrong(
    "a backend that exists names no target",
    existing({ port: 80 }),
    `
  holdfast:backend.existing
    has no target. It must have loadBalancerArn, autoScalingGroup, targetGroupArn or host
    fix: write loadBalancerArn: <arn of an ALB or NLB>; look it up: aws elbv2 describe-load-balancers`,
  ),
  wrong(
    "a colour that exists names two targets",
    existing(
      { blue: { host: "shop.example.net", autoScalingGroup: "shop" } },
      { backend: { live: "blue" } },
    ),
    `
  holdfast:backend.existing.blue
    names more than one target: autoScalingGroup and host
    fix: keep one of them`,
  ),
  wrong(
    "a target is beside the targets of colours",
    existing({ port: 80, blue: { loadBalancerArn: ALB } }, { backend: { live: "blue" } }),
    `
  holdfast:backend.existing
    has port beside blue or green, which have their own settings
    fix: move port into backend.existing.blue, or remove blue and green`,
  ),
  wrong(
    "a target is a classic load balancer",
    existing({ loadBalancerArn: `${ELB}:loadbalancer/shop` }),
    `
  holdfast:backend.existing.loadBalancerArn = "${ELB}:loadbalancer/shop"
    must be the ARN of an application or network load balancer
    fix: write a value such as ${ALB}`,
  ),
  wrong(
    "a target is a gateway load balancer",
    existing({ loadBalancerArn: GATEWAY }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(GATEWAY)}
    is the ARN of a gateway load balancer, which has no DNS name and accepts no connections
    fix: write the ARN of an application or network load balancer`,
  ),
  wrong(
    "a host is an address",
    existing({ host: "10.0.0.1" }),
    `
  holdfast:backend.existing.host = "10.0.0.1"
    must be a lower-case domain name without a trailing dot
    fix: write a value such as shop.example.net`,
  ),
  wrong(
    "a port of a target is none",
    existing({ host: "shop.example.net", port: 0 }),
    `
  holdfast:backend.existing.port = 0
    must be a whole number from 1 to 65,535
    fix: write 1, the nearest`,
  ),
  wrong(
    "both colours are one target",
    existing(
      { blue: { loadBalancerArn: ALB }, green: { loadBalancerArn: ALB } },
      { backend: { live: "blue" } },
    ),
    `
  holdfast:backend.existing.green.loadBalancerArn = ${shown(ALB)}
    is also the target of backend.existing.blue: a switch would change nothing
    fix: write another target, or one target without blue and green`,
  ),
  wrong(
    "nothing says which target is live",
    existing({ blue: { loadBalancerArn: ALB }, green: { host: "shop.example.net" } }),
    `
  holdfast:backend.live
    is missing: the front door would have no backend
    fix: write blue or green, or backend.weights`,
  ),
  wrong(
    "targets of colours have two ports",
    existing(
      { blue: { loadBalancerArn: ALB }, green: { host: "shop.example.net", port: 80 } },
      { backend: { live: "blue" } },
    ),
    `
  holdfast:backend.existing.green.port = 80
    differs from backend.existing.blue.port (443), but the front door connects to one port
    fix: write 443 for both`,
  ),
  wrong(
    "a colour is live that does not exist",
    existing({ loadBalancerArn: ALB }, { backend: { live: "green" } }),
    `
  holdfast:backend.live = "green"
    sends clients to green, but backend.existing.green is missing. A live colour cannot be removed
    fix: describe backend.existing.green, or make blue live; the same update may remove green`,
  ),
  wrong(
    "a load balancer is in another region",
    existing({ loadBalancerArn: ELSEWHERE }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ELSEWHERE)}
    is in eu-west-1, but the stack is in us-east-1
    fix: write an ARN of us-east-1, or the DNS name of the load balancer as host`,
  ),
  wrong(
    "a load balancer does not exist",
    existing({ loadBalancerArn: ALB }, { aws: {} }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    does not exist in this account in us-east-1
    fix: look it up: aws elbv2 describe-load-balancers; if it is in another account, write its DNS name as host`,
  ),
  wrong(
    "an auto scaling group does not exist",
    existing({ autoScalingGroup: "shop" }, { aws: {} }),
    `
  holdfast:backend.existing.autoScalingGroup = "shop"
    does not exist in this account in us-east-1
    fix: look it up: aws autoscaling describe-auto-scaling-groups`,
  ),
  wrong(
    "a target group does not exist",
    existing({ targetGroupArn: GROUP }, { aws: {} }),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    does not exist in this account in us-east-1
    fix: look it up: aws elbv2 describe-target-groups`,
  ),
  wrong(
    "AWS does not say whether a load balancer exists",
    existing(
      { loadBalancerArn: ALB },
      { aws: { [TOKENS.balancer]: new Error("AccessDenied: not authorized") } },
    ),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    could not be checked: AccessDenied: not authorized
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "a load balancer faces the internet, and is to be reached in private",
    existing({ loadBalancerArn: ALB }, { aws: shop({ balancer: { internal: false } }) }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internet-facing, but backend.reach is private
    fix: write backend.reach: public, and an existing public zone as backend.zone; or write the ARN of an internal load balancer`,
  ),
  wrong(
    "a load balancer is internal, and is to be reached over the internet",
    existing({ loadBalancerArn: ALB }, { backend: { reach: "public", zone: "example.com" } }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internal, but backend.reach is public
    fix: remove backend.reach, or write the ARN of an internet-facing load balancer`,
  ),
  wrong(
    "an NLB is to forward to a load balancer that faces the internet",
    existing(
      { loadBalancerArn: ALB },
      { ...nlbAlb(), aws: shop({ balancer: { internal: false } }) },
    ),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internet-facing, but an NLB forwards to private addresses only
    fix: write the ARN of an internal load balancer`,
  ),
  wrong(
    "a load balancer does not listen on the port",
    existing(
      { loadBalancerArn: ALB, port: 8443 },
      { aws: { ...shop(), [TOKENS.listener]: new Error("no matching ELBv2 Listener found") } },
    ),
    `
  holdfast:backend.existing.port = 8443
    has no listener on ${ALB}
    fix: write the port of one of its listeners: aws elbv2 describe-listeners --load-balancer-arn ${ALB}`,
  ),
  wrong(
    "a load balancer listens by UDP",
    existing({ loadBalancerArn: NLB }, { aws: shop({ listener: { protocol: "UDP" } }) }),
    `
  holdfast:backend.existing.port = 443
    has a listener with protocol UDP, but the front door connects by TCP
    fix: write the port of a listener with protocol TCP, TLS, HTTP or HTTPS`,
  ),
  wrong(
    "an auto scaling group would replace what a new target group finds unhealthy",
    existing({ autoScalingGroup: "shop" }, { aws: shop({ group: { healthCheckType: "ELB" } }) }),
    `
  holdfast:backend.existing.autoScalingGroup = "shop"
    has health checks of type ELB: it would replace all instances, because they are unhealthy in the new target group until their security group allows the new load balancer
    fix: suspend replacement until the targets are healthy: aws autoscaling suspend-processes --scaling-processes ReplaceUnhealthy --auto-scaling-group-name shop; or write the targetGroupArn of one of its target groups`,
  ),
  wrong(
    "a target group is used by a load balancer",
    existing(
      { targetGroupArn: GROUP },
      { aws: shop({ targetGroup: { loadBalancerArns: [ALB] } }) },
    ),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    is used by ${ALB}; AWS allows one load balancer for each target group
    fix: write loadBalancerArn: ${ALB} instead`,
  ),
  wrong(
    "a target group has the protocol of an ALB, and an NLB is created",
    existing({ targetGroupArn: GROUP }, { aws: shop({ targetGroup: { protocol: "HTTP" } }) }),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has protocol HTTP, but the stack's NLB forwards only to TCP, TLS or TCP_UDP
    fix: write a target group with one of these protocols, or the loadBalancerArn of a load balancer that forwards to this one`,
  ),
  wrong(
    "a target group has the protocol of an NLB, and an ALB is created",
    existing({ targetGroupArn: GROUP }, nlbAlb()),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has protocol TCP, but the stack's ALB forwards only to HTTP or HTTPS
    fix: write a target group with one of these protocols, or the loadBalancerArn of a load balancer that forwards to this one`,
  ),
  wrong(
    "a target group has a function as its target",
    existing({ targetGroupArn: GROUP }, { aws: shop({ targetGroup: { targetType: "lambda" } }) }),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has targets of type lambda. A front door forwards only to types instance and ip
    fix: write a target group with targets of type instance or ip`,
  ),
  wrong(
    "one colour needs an ALB of the front door, and the other has a load balancer",
    existing(
      { blue: { loadBalancerArn: ALB }, green: { autoScalingGroup: "shop" } },
      { ...nlbAlb(), backend: { live: "blue" } },
    ),
    `
  holdfast:backend.existing.green.autoScalingGroup = "shop"
    needs an ALB that the stack creates, but backend.existing.blue.loadBalancerArn does not
    fix: write loadBalancerArn or host for both colours, or autoScalingGroup or targetGroupArn for both`,
  ),
  wrong(
    "an auto scaling group has addresses to follow",
    existing({ autoScalingGroup: "shop" }, nlbAlb({ target: "ips" })),
    `
  holdfast:entry.target = "ips"
    follows the addresses of a DNS name, but backend.existing.autoScalingGroup has no DNS name
    fix: remove it: the stack then creates an ALB in front of the instances`,
  ),
  wrong(
    "a host is an ALB",
    existing({ host: "shop.example.net" }, nlbAlb({ target: "alb" })),
    `
  holdfast:backend.existing.host = "shop.example.net"
    is a host name, but with entry.target alb the NLB forwards to ALBs that are named by ARN
    fix: remove entry.target, or write loadBalancerArn instead`,
  ),
  wrong(
    "an NLB is an ALB",
    existing({ loadBalancerArn: NLB }, nlbAlb({ target: "alb" })),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(NLB)}
    is an NLB, but with entry.target alb the target must be an ALB
    fix: remove entry.target to follow the addresses of this NLB, or write the ARN of an ALB`,
  ),
  wrong(
    "a load balancer that exists listens on a port of tests",
    existing({ loadBalancerArn: ALB, port: 9443 }, nlbAlb()),
    `
  holdfast:backend.existing.port = 9443
    is the port of the test listener of blue, which checks targets before they get clients
    fix: write a port outside of 9443 to 9999`,
  ),
  wrong(
    "there is a certificate for an ALB that exists",
    existing({ loadBalancerArn: ALB }, nlbAlb({ certificateArn: CERTIFICATE })),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect: TLS terminates at the existing load balancer
    fix: remove it`,
  ),
  wrong(
    "there is an idle timeout for an ALB that exists",
    existing({ loadBalancerArn: ALB }, nlbAlb({ albIdleTimeoutSeconds: 30 })),
    `
  holdfast:entry.albIdleTimeoutSeconds = 30
    has no effect: the existing load balancer has its own idle timeout
    fix: remove it, and set the idle timeout of the load balancer below entry.nlbIdleTimeoutSeconds`,
  ),
  wrong(
    "there are access logs of an ALB that exists",
    existing(
      { loadBalancerArn: ALB },
      nlbAlb({ target: "alb", accessLogs: { retentionDays: 30 } }),
    ),
    `
  holdfast:entry.accessLogs = {"retentionDays":30}
    needs an ALB that the stack creates, and here it creates none
    fix: remove accessLogs, or write target: alb with backend.layout: sharedVpc`,
  ),
  wrong(
    "an accelerator has a host",
    existing({ host: "shop.example.net" }, { entry: { kind: "accelerator" } }),
    `
  holdfast:backend.existing.host = "shop.example.net"
    is a host name, but an accelerator forwards only to load balancers with an ARN
    fix: write loadBalancerArn, autoScalingGroup or targetGroupArn instead`,
  ),
  wrong(
    "an accelerator has a certificate for a backend that exists",
    existing(
      { loadBalancerArn: ALB },
      { entry: { kind: "accelerator", certificateArn: CERTIFICATE } },
    ),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect: TLS terminates at the existing backend
    fix: remove it`,
  ),
  wrong(
    "tasks are to connect to a target by HTTPS",
    existing({ loadBalancerArn: ALB }, { entry: { kind: "ecs", image: "registry/haproxy:1" } }),
    `
  holdfast:backend.existing.port = 443
    is for HTTPS, but the container connects to its backend by plain HTTP
    fix: write port: 80 for blue`,
  ),
];
