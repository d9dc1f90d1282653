import { type Given, LOOKUPS, type WrongConfig, wrong } from "./wrong-config";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0123";

/** An accelerator with both colours in one VPC, with these settings of its sections. */
const door = (entry: object = {}, backend: object = {}, dns?: object): Given => ({
  config: {
    entry: { kind: "accelerator", ...entry },
    backend: { live: "blue", layout: "sharedVpc", blue: {}, ...backend },
    ...(dns && { dns: { zone: "example.com", ...dns } }),
  },
});

export const WRONG_ACCELERATORS: readonly WrongConfig[] = [
  wrong(
    "an accelerator has no backend",
    { config: { entry: { kind: "accelerator" } } },
    `
  holdfast:backend
    is missing: the front door needs a backend
    fix: describe holdfast:backend, with live: blue and a colour blue`,
  ),
  wrong(
    "an accelerator is to reach load balancers that face the internet",
    door({}, { reach: "public", zone: "example.com" }),
    `
  holdfast:backend.reach = "public"
    must be private with an accelerator: its load balancers are internal
    fix: remove it, or write private`,
  ),
  wrong(
    "there is a certificate for an NLB behind an accelerator",
    door({ certificateArn: CERTIFICATE }),
    `
  holdfast:entry.certificateArn = "${CERTIFICATE}"
    has no effect without an ALB: behind an NLB, TLS terminates at the instances
    fix: remove it, or write backend.loadBalancer: alb`,
  ),
  wrong(
    "a certificate of an accelerator is none",
    door({ certificateArn: "0123" }, { loadBalancer: "alb" }),
    `
  holdfast:entry.certificateArn = "0123"
    must be the ARN of an ACM certificate
    fix: look it up: aws acm list-certificates`,
  ),
  wrong(
    "a certificate of an accelerator's ALB is of another region",
    door(
      { certificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0123" },
      { loadBalancer: "alb" },
    ),
    `
  holdfast:entry.certificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/0123"
    is a certificate in us-east-2, but a load balancer needs one in its own region, us-east-1
    fix: request or import one there, and look it up: aws acm list-certificates --region us-east-1`,
  ),
  wrong(
    "flow logs are kept for no time",
    door({ flowLogs: { retentionDays: 0 } }),
    `
  holdfast:entry.flowLogs.retentionDays = 0
    must be a whole number from 1 to 3,650
    fix: write 1, the nearest`,
  ),
  wrong(
    "an accelerator's name is to choose among addresses",
    door({}, {}, { routing: "weighted" }),
    `
  holdfast:dns.routing = "weighted"
    chooses among addresses, but the public name of entry.kind accelerator is an alias here
    fix: remove it`,
  ),
  wrong(
    "AWS does not say whether there is an accelerator",
    { ...door(), aws: { [LOOKUPS.tagged]: new Error("AccessDeniedException") } },
    `
  holdfast:entry
    could not be checked: AccessDeniedException
    fix: fix this (credentials, permissions or network), then try again`,
  ),
];
