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
    "a colour is described beside a backend that exists",
    existing({ loadBalancerArn: ALB }, { backend: { blue: { cidr: "10.30.0.0/16" } } }),
    `
  holdfast:backend.blue
    describes a colour that is created, and backend.existing names a backend that exists
    fix: keep one of the two; a target that exists is backend.existing.blue`,
  ),
  wrong(
    "a backend that exists has a layout",
    existing({ loadBalancerArn: ALB }, { backend: { layout: "sharedVpc" } }),
    `
  holdfast:backend.layout = "sharedVpc"
    places colours that are created, and backend.existing creates none
    fix: take it out`,
  ),
  wrong(
    "a backend that exists has a load balancer to be created",
    existing({ loadBalancerArn: ALB }, { backend: { loadBalancer: "alb" } }),
    `
  holdfast:backend.loadBalancer = "alb"
    chooses the load balancer of colours that are created, and backend.existing creates none
    fix: take it out`,
  ),
  wrong(
    "a backend that exists names no target",
    existing({ port: 80 }),
    `
  holdfast:backend.existing
    names no target: it needs loadBalancerArn, autoScalingGroup, targetGroupArn or host
    fix: write loadBalancerArn: and the ARN of an ALB or NLB: aws elbv2 describe-load-balancers`,
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
    has port beside the targets of colours
    fix: move it to backend.existing.blue, or take blue and green out`,
  ),
  wrong(
    "a target is a classic load balancer",
    existing({ loadBalancerArn: `${ELB}:loadbalancer/shop` }),
    `
  holdfast:backend.existing.loadBalancerArn = "${ELB}:loadbalancer/shop"
    is not the ARN of an application or network load balancer
    fix: write a value such as ${ALB}`,
  ),
  wrong(
    "a target is a gateway load balancer",
    existing({ loadBalancerArn: GATEWAY }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(GATEWAY)}
    is the ARN of a gateway load balancer, which has no name and no port to connect to
    fix: write the ARN of an application or network load balancer`,
  ),
  wrong(
    "a host is an address",
    existing({ host: "10.0.0.1" }),
    `
  holdfast:backend.existing.host = "10.0.0.1"
    is not a domain name in lower case, without a dot at its end
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
    is the target of backend.existing.blue, too, so that a switch changes nothing
    fix: write another target, or one target alone`,
  ),
  wrong(
    "nothing says which target is live",
    existing({ blue: { loadBalancerArn: ALB }, green: { host: "shop.example.net" } }),
    `
  holdfast:backend.live
    is missing: the front door would have nowhere to go
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
    differs from backend.existing.blue.port, 443, and the front door connects to one port
    fix: write 443 for both`,
  ),
  wrong(
    "a colour is live that does not exist",
    existing({ loadBalancerArn: ALB }, { backend: { live: "green" } }),
    `
  holdfast:backend.live = "green"
    sends clients to green, which backend.existing.green does not describe; a colour that is live cannot be removed
    fix: describe backend.existing.green, or make blue live, which may be in the same update that removes green`,
  ),
  wrong(
    "a load balancer is in another region",
    existing({ loadBalancerArn: ELSEWHERE }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ELSEWHERE)}
    is in eu-west-1, and the stack is in us-east-1
    fix: write an ARN of us-east-1, or the name of the load balancer as host`,
  ),
  wrong(
    "a load balancer does not exist",
    existing({ loadBalancerArn: ALB }, { aws: {} }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    does not exist in this account in us-east-1
    fix: look it up: aws elbv2 describe-load-balancers; of another account, write its name as host`,
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
    fix: solve this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "a load balancer faces the internet, and is to be reached in private",
    existing({ loadBalancerArn: ALB }, { aws: shop({ balancer: { internal: false } }) }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internet-facing: its name resolves to public addresses, and backend.reach is private
    fix: write backend.reach: public and backend.zone, a public zone that exists; or the ARN of an internal load balancer`,
  ),
  wrong(
    "a load balancer is internal, and is to be reached over the internet",
    existing({ loadBalancerArn: ALB }, { backend: { reach: "public", zone: "example.com" } }),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internal, and backend.reach is public
    fix: take backend.reach out, or write the ARN of an internet-facing load balancer`,
  ),
  wrong(
    "an NLB is to forward to a load balancer that faces the internet",
    existing(
      { loadBalancerArn: ALB },
      { ...nlbAlb(), aws: shop({ balancer: { internal: false } }) },
    ),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(ALB)}
    is internet-facing: an NLB forwards to private addresses only
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
    is a port that ${ALB} has no listener on
    fix: write a port that it listens on: aws elbv2 describe-listeners --load-balancer-arn <arn>`,
  ),
  wrong(
    "a load balancer listens by UDP",
    existing({ loadBalancerArn: NLB }, { aws: shop({ listener: { protocol: "UDP" } }) }),
    `
  holdfast:backend.existing.port = 443
    is a port that the load balancer listens on by UDP, and the front door connects by TCP
    fix: write a port with protocol TCP, TLS, HTTP or HTTPS`,
  ),
  wrong(
    "an auto scaling group would replace what a new target group finds unhealthy",
    existing({ autoScalingGroup: "shop" }, { aws: shop({ group: { healthCheckType: "ELB" } }) }),
    `
  holdfast:backend.existing.autoScalingGroup = "shop"
    has health checks of type ELB: it would replace every instance that the new target group finds unhealthy, such as all of them while their security group does not admit the new load balancer
    fix: suspend its process ReplaceUnhealthy until the targets are healthy: aws autoscaling suspend-processes; or name a target group that it has`,
  ),
  wrong(
    "a target group is used by a load balancer",
    existing(
      { targetGroupArn: GROUP },
      { aws: shop({ targetGroup: { loadBalancerArns: [ALB] } }) },
    ),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    is used by ${ALB}, and AWS allows one load balancer for each target group
    fix: write loadBalancerArn: ${ALB} instead`,
  ),
  wrong(
    "a target group has the protocol of an ALB, and an NLB is created",
    existing({ targetGroupArn: GROUP }, { aws: shop({ targetGroup: { protocol: "HTTP" } }) }),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has protocol HTTP, and the NLB that is created forwards to TCP, TLS or TCP_UDP
    fix: write the ARN of a target group with such a protocol, or of a load balancer in front of this one`,
  ),
  wrong(
    "a target group has the protocol of an NLB, and an ALB is created",
    existing({ targetGroupArn: GROUP }, nlbAlb()),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has protocol TCP, and the ALB that is created forwards to HTTP or HTTPS
    fix: write the ARN of a target group with such a protocol, or of a load balancer in front of this one`,
  ),
  wrong(
    "a target group has a function as its target",
    existing({ targetGroupArn: GROUP }, { aws: shop({ targetGroup: { targetType: "lambda" } }) }),
    `
  holdfast:backend.existing.targetGroupArn = ${shown(GROUP)}
    has targets of type lambda, to which no front door forwards
    fix: write a target group of instances or addresses`,
  ),
  wrong(
    "one colour needs an ALB of the front door, and the other has a load balancer",
    existing(
      { blue: { loadBalancerArn: ALB }, green: { autoScalingGroup: "shop" } },
      { ...nlbAlb(), backend: { live: "blue" } },
    ),
    `
  holdfast:backend.existing.green.autoScalingGroup = "shop"
    needs an ALB of the front door, and backend.existing.blue.loadBalancerArn has a load balancer of its own
    fix: name a load balancer for both colours, or an auto scaling group or a target group for both`,
  ),
  wrong(
    "an auto scaling group has addresses to follow",
    existing({ autoScalingGroup: "shop" }, nlbAlb({ target: "ips" })),
    `
  holdfast:entry.target = "ips"
    follows the addresses of a name, and backend.existing.autoScalingGroup has none
    fix: take it out: an ALB is created in front of the instances`,
  ),
  wrong(
    "a host is an ALB",
    existing({ host: "shop.example.net" }, nlbAlb({ target: "alb" })),
    `
  holdfast:backend.existing.host = "shop.example.net"
    is a name, and with entry.target alb the NLB forwards to ALBs by their ARNs
    fix: take entry.target out, or write loadBalancerArn`,
  ),
  wrong(
    "an NLB is an ALB",
    existing({ loadBalancerArn: NLB }, nlbAlb({ target: "alb" })),
    `
  holdfast:backend.existing.loadBalancerArn = ${shown(NLB)}
    is an NLB, and a target group of type alb has an ALB as its target
    fix: take entry.target out, which follows the NLB's addresses, or write the ARN of an ALB`,
  ),
  wrong(
    "a load balancer that exists listens on a port of tests",
    existing({ loadBalancerArn: ALB, port: 9443 }, nlbAlb()),
    `
  holdfast:backend.existing.port = 9443
    is the port by which blue is checked before clients get it
    fix: take a port outside of 9443 to 9999`,
  ),
  wrong(
    "there is a certificate for an ALB that exists",
    existing({ loadBalancerArn: ALB }, nlbAlb({ certificateArn: CERTIFICATE })),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect: TLS ends at the load balancer that exists
    fix: take it out`,
  ),
  wrong(
    "there is an idle timeout for an ALB that exists",
    existing({ loadBalancerArn: ALB }, nlbAlb({ albIdleTimeoutSeconds: 30 })),
    `
  holdfast:entry.albIdleTimeoutSeconds = 30
    has no effect: the load balancer that exists has its own idle timeout
    fix: take it out, and set the load balancer's to less than entry.nlbIdleTimeoutSeconds`,
  ),
  wrong(
    "there are access logs of an ALB that exists",
    existing(
      { loadBalancerArn: ALB },
      nlbAlb({ target: "alb", accessLogs: { retentionDays: 30 } }),
    ),
    `
  holdfast:entry.accessLogs = {"retentionDays":30}
    is of an ALB that the front door creates, and it creates none here
    fix: take accessLogs out, or write target: alb with backend.layout: sharedVpc`,
  ),
  wrong(
    "an accelerator has a host",
    existing({ host: "shop.example.net" }, { entry: { kind: "accelerator" } }),
    `
  holdfast:backend.existing.host = "shop.example.net"
    is a name, and an accelerator forwards to load balancers by their ARNs
    fix: write loadBalancerArn, autoScalingGroup or targetGroupArn`,
  ),
  wrong(
    "an accelerator has a certificate for a backend that exists",
    existing(
      { loadBalancerArn: ALB },
      { entry: { kind: "accelerator", certificateArn: CERTIFICATE } },
    ),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect: TLS ends at the backend that exists
    fix: take it out`,
  ),
  wrong(
    "tasks are to connect to a target by HTTPS",
    existing({ loadBalancerArn: ALB }, { entry: { kind: "ecs", image: "registry/haproxy:1" } }),
    `
  holdfast:backend.existing.port = 443
    is for HTTPS, and the container speaks plain HTTP to its backend
    fix: write port: 80 for blue`,
  ),
];
