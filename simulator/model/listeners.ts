import { AwsError } from "./errors";
import { type Values, isGiven, isKnown, objects, text } from "./values";
import { actionFields, actionProblems, checkActions, protocols } from "./listener-actions";
import { balancingArn } from "./balancing";
import { between, oneOf, region, tags } from "./shared";
import { CERTIFICATE, LISTENER, LISTENER_RULE, LOAD_BALANCER } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const encrypted = ["HTTPS", "TLS"];

const needsCertificate = (protocol: unknown): boolean => encrypted.includes(String(protocol));

function validate(inputs: Values): Problem[] {
  const { protocol, certificateArn: certificate, sslPolicy } = inputs;
  const problems = actionProblems("defaultActions", objects(inputs["defaultActions"]));
  if (needsCertificate(protocol) && !isGiven(certificate)) {
    problems.push({
      property: "certificateArn",
      reason: `A certificate must be specified for ${text(protocol)} listeners`,
    });
  }
  if (isKnown(protocol) && !needsCertificate(protocol)) {
    for (const key of ["certificateArn", "sslPolicy"].filter((key) => isGiven(inputs[key]))) {
      problems.push({
        property: key,
        reason: `"${key}" is for HTTPS and TLS listeners only, this one has protocol ${text(protocol)}`,
      });
    }
  }
  if (isKnown(sslPolicy) && !/^ELBSecurityPolicy-[A-Za-z0-9-]+$/.test(text(sslPolicy))) {
    problems.push({ property: "sslPolicy", reason: `SSL policy '${text(sslPolicy)}' not found` });
  }
  return problems;
}

/**
 * Rejects certificates of other regions (github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2552)
 * and of other accounts (github.com/hashicorp/terraform-provider-aws/issues/17505). IAM certificates have no
 * region.
 */
function checkCertificate({ account, region }: Context, arn: string): void {
  const [, , service = "", ofRegion, ofAccount = ""] = arn.split(":");
  if (!["acm", "iam"].includes(service) || (service === "acm" && ofRegion !== region)) {
    throw new AwsError("ValidationError", `Certificate ARN '${arn}' is not valid`);
  }
  if (!account.ids.has(ofAccount)) {
    throw new AwsError("CertificateNotFound", `Certificate '${arn}' not found`);
  }
}

function check(context: Context): void {
  const { account, id, inputs, region } = context;
  const balancer = account.require(LOAD_BALANCER, inputs["loadBalancerArn"], region);
  const type = text(account.state(balancer)["loadBalancerType"]);
  const allowed = protocols[type] ?? [];
  const protocol = text(inputs["protocol"]) || (type === "application" ? "HTTP" : "");
  if (!allowed.includes(protocol)) {
    throw new AwsError(
      "ValidationError",
      `Listener protocol '${protocol}' must be one of '${allowed.join(", ")}'`,
    );
  }
  const { port } = inputs;
  if (
    account.referring(balancer.id, LISTENER).some((o) => o.id !== id && o.inputs["port"] === port)
  ) {
    throw new AwsError(
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${balancer.id}'`,
    );
  }
  const certificate = text(inputs["certificateArn"]);
  if (certificate) checkCertificate(context, certificate);
  // A certificate that is not in the account may have been created by other means.
  const own = account.find(CERTIFICATE, certificate, region);
  if (own && account.state(own)["status"] !== "ISSUED") {
    throw new AwsError(
      "UnsupportedCertificate",
      `The certificate '${certificate}' must have a fully-qualified domain name, a supported signature, and a supported key size: it is not issued yet`,
    );
  }
  checkActions(context, balancer, objects(inputs["defaultActions"]));
}

const header = (name: string) => `routingHttpResponse${name}HeaderValue`;
const textOutputs = [
  ...["", "Issuer", "Leaf", "SerialNumber", "Subject", "Validity"].map(
    (part) => `routingHttpRequestXAmznMtlsClientcert${part}HeaderName`,
  ),
  "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
  "routingHttpRequestXAmznTlsVersionHeaderName",
  ...["Credentials", "Headers", "Methods", "Origin"].map((part) =>
    header(`AccessControlAllow${part}`),
  ),
  header("AccessControlExposeHeaders"),
  header("AccessControlMaxAge"),
  header("ContentSecurityPolicy"),
  header("StrictTransportSecurity"),
  header("XContentTypeOptions"),
  header("XFrameOptions"),
];

const listener: ResourceType = {
  noun: "ELBv2 Listener",
  operations: {
    create: "Elastic Load Balancing v2: CreateListener",
    update: "Elastic Load Balancing v2: ModifyListener",
    remove: "Elastic Load Balancing v2: DeleteListener",
  },
  missing: (id) => ["ListenerNotFound", `One or more listeners not found: '${id}'`],
  id: ({ account, inputs, region }) => {
    const { id } = account.require(LOAD_BALANCER, inputs["loadBalancerArn"], region);
    return balancingArn("listener", id.split("loadbalancer/")[1], region);
  },
  inputs: {
    loadBalancerArn: { required: true, replaces: true, refersTo: LOAD_BALANCER, bond: "follows" },
    port: { required: true, check: between(1, 65535) },
    protocol: { computed: true },
    certificateArn: {},
    sslPolicy: { computed: true },
    alpnPolicy: {
      check: oneOf("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"),
    },
    tcpIdleTimeoutSeconds: { computed: true, check: between(60, 6000, "seconds") },
    defaultActions: { required: true, fields: actionFields },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    protocol: "HTTP",
    sslPolicy: ({ inputs }) =>
      needsCertificate(inputs["protocol"]) ? "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" : "",
    tcpIdleTimeoutSeconds: ({ inputs }) => (inputs["protocol"] === "TCP" ? 350 : 0),
    mutualAuthentication: {},
    routingHttpResponseServerEnabled: true,
    ...Object.fromEntries(textOutputs.map((key) => [key, ""])),
  },
  validate,
  check,
};

const values = { fields: { values: { required: true, unordered: true } } };

const listenerRule: ResourceType = {
  noun: "ELBv2 Listener Rule",
  operations: {
    create: "Elastic Load Balancing v2: CreateRule",
    update: "Elastic Load Balancing v2: ModifyRule",
    remove: "Elastic Load Balancing v2: DeleteRule",
  },
  missing: (id) => ["RuleNotFound", `One or more rules not found: '${id}'`],
  id: ({ inputs, region }) =>
    balancingArn("listener-rule", text(inputs["listenerArn"]).split("listener/")[1], region),
  inputs: {
    listenerArn: { required: true, replaces: true, refersTo: LISTENER, bond: "follows" },
    priority: { computed: true, check: between(1, 50000) },
    actions: { required: true, fields: actionFields },
    conditions: {
      required: true,
      unordered: true,
      fields: {
        hostHeader: values,
        pathPattern: values,
        httpRequestMethod: values,
        sourceIp: values,
        httpHeader: { fields: { httpHeaderName: { required: true }, values: { required: true } } },
        queryStrings: { fields: { key: {}, value: { required: true } } },
      },
    },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    priority: ({ account, inputs }) =>
      Math.max(0, ...takenPriorities({ account, inputs, id: "" })) + 1,
  },
  validate: (inputs) => [
    ...actionProblems("actions", objects(inputs["actions"])),
    ...(objects(inputs["conditions"]).some((one) => Object.keys(one).length !== 1)
      ? [{ property: "conditions", reason: "each condition has exactly one kind" }]
      : []),
  ],
  check: (context) => {
    const { account, inputs, region } = context;
    const { loadBalancerArn } = account.require(LISTENER, inputs["listenerArn"], region).inputs;
    const balancer = account.require(LOAD_BALANCER, loadBalancerArn, region);
    if (account.state(balancer)["loadBalancerType"] === "network") {
      throw new AwsError(
        "UnsupportedOperation",
        "Rules are unsupported for listeners of load balancers of type 'network'",
      );
    }
    if (takenPriorities(context).includes(Number(inputs["priority"]))) {
      throw new AwsError(
        "PriorityInUse",
        `Priority '${Number(inputs["priority"])}' is currently in use`,
      );
    }
    checkActions(context, balancer, objects(inputs["actions"]));
  },
};

/** The priorities of the other rules of the listener. */
const takenPriorities = ({
  account,
  id,
  inputs,
}: Pick<Context, "account" | "id" | "inputs">): number[] =>
  account
    .referring(text(inputs["listenerArn"]), LISTENER_RULE)
    .filter((other) => other.id !== id)
    .map(({ inputs: own, outputs }) => Number(own["priority"] ?? outputs["priority"]));

export const listenerTypes: Record<string, ResourceType> = {
  [LISTENER]: listener,
  [LISTENER_RULE]: listenerRule,
};
