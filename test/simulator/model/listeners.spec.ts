import assert from "node:assert/strict";
import { CERTIFICATE, LISTENER, LISTENER_RULE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, listener, nlb, targets, twoZones } from "./balancing-lab";

const CERTIFICATE_ARN = "arn:aws:acm:us-east-1:123456789012:certificate/example";

const rule = (lab: Lab, owner: Stored, group: Stored, inputs: Values = {}): Stored =>
  lab.make(LISTENER_RULE, {
    listenerArn: owner.id,
    conditions: [{ pathPattern: { values: ["/a"] } }],
    actions: [{ type: "forward", targetGroupArn: group.id }],
    ...inputs,
  });

function front(lab: Lab) {
  const place = twoZones(lab);
  const balancer = alb(lab, place);
  return { place, balancer, group: targets(lab, place) };
}

describe("Listener and ListenerRule", () => {
  it("share traffic between target groups by weights, which change in place", () => {
    const lab = new Lab();
    const { place, balancer, group } = front(lab);
    const green = targets(lab, place, { name: "green" });
    const shares = (blue: number, other: number): Values => ({
      defaultActions: [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: group.id, weight: blue },
              { arn: green.id, weight: other },
            ],
          },
        },
      ],
    });
    const used = listener(lab, balancer, group, shares(100, 0));
    lab.change(used, shares(0, 100));
    assert.throws(() => lab.account.remove(green), /ResourceInUse/);
  });

  it("go with their load balancer", () => {
    const lab = new Lab();
    const { balancer, group } = front(lab);
    rule(lab, listener(lab, balancer, group), group);
    lab.account.remove(balancer);
    assert.deepEqual([...lab.account.all(LISTENER), ...lab.account.all(LISTENER_RULE)], []);
  });

  it("get the next priority when none is given", () => {
    const lab = new Lab();
    const { balancer, group } = front(lab);
    const owner = listener(lab, balancer, group);
    rule(lab, owner, group, { priority: 7 });
    assert.equal(lab.state(rule(lab, owner, group))["priority"], 8);
  });

  it("redirect without a target group", () => {
    const lab = new Lab();
    const { balancer, group } = front(lab);
    const redirect = { statusCode: "HTTP_301", protocol: "HTTPS", port: "443" };
    assert.ok(listener(lab, balancer, group, { defaultActions: [{ type: "redirect", redirect }] }));
  });

  it("keep idle connections of TCP for 350 seconds by default", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const used = listener(lab, nlb(lab, place), targets(lab, place, { protocol: "TCP" }));
    assert.equal(lab.state(used)["tcpIdleTimeoutSeconds"], 350);
  });

  const creating =
    "creating ELBv2 Listener: operation error Elastic Load Balancing v2: CreateListener, api error";
  refuses([
    [
      "HTTPS has no certificate",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, { protocol: "HTTPS", port: 443 });
      },
      "certificateArn: A certificate must be specified for HTTPS listeners",
    ],
    [
      "HTTP has a certificate",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, { certificateArn: CERTIFICATE_ARN });
      },
      'certificateArn: "certificateArn" is for HTTPS and TLS listeners only, this one has protocol HTTP',
    ],
    [
      "the certificate is of another region",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, {
          protocol: "HTTPS",
          certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/x",
        });
      },
      `${creating} ValidationError: Certificate ARN 'arn:aws:acm:eu-west-1:123456789012:certificate/x' is not valid`,
    ],
    [
      "the certificate is of another account",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, {
          protocol: "HTTPS",
          certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/x",
        });
      },
      `${creating} CertificateNotFound: Certificate 'arn:aws:acm:us-east-1:210987654321:certificate/x' not found`,
    ],
    [
      "an ALB listens by TCP",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, { protocol: "TCP" });
      },
      `${creating} ValidationError: Listener protocol 'TCP' must be one of 'HTTP, HTTPS'`,
    ],
    [
      "an action lacks what its type needs",
      (lab) => {
        const { balancer, group } = front(lab);
        listener(lab, balancer, group, { defaultActions: [{ type: "redirect" }] });
      },
      "defaultActions[0]: an action of type redirect needs redirect",
    ],
    [
      "a weight is above 999",
      (lab) => {
        const { balancer, group } = front(lab);
        const forward = { targetGroups: [{ arn: group.id, weight: 1000 }] };
        listener(lab, balancer, group, { defaultActions: [{ type: "forward", forward }] });
      },
      "defaultActions[0].forward.targetGroups[0].weight: expected a whole number from 0 to 999, got 1000",
    ],
    [
      "a connection may idle for longer than 6000 seconds",
      (lab) => {
        const place = twoZones(lab);
        const group = targets(lab, place, { protocol: "TCP" });
        listener(lab, nlb(lab, place), group, { tcpIdleTimeoutSeconds: 6001 });
      },
      "tcpIdleTimeoutSeconds: expected a whole number from 60 to 6000 seconds, got 6001",
    ],
    [
      "an NLB forwards to an HTTP group",
      (lab) => {
        const place = twoZones(lab);
        listener(lab, nlb(lab, place), targets(lab, place));
      },
      `${creating} IncompatibleProtocols: Load balancers with type 'network' cannot be associated with target groups with protocol HTTP`,
    ],
    [
      "an NLB redirects",
      (lab) => {
        const place = twoZones(lab);
        const defaultActions = [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }];
        listener(lab, nlb(lab, place), targets(lab, place), { defaultActions });
      },
      `${creating} InvalidLoadBalancerAction: Actions of type 'redirect' are not supported for load balancers of type 'network'`,
    ],
    [
      "a priority is taken",
      (lab) => {
        const { balancer, group } = front(lab);
        const owner = listener(lab, balancer, group);
        rule(lab, owner, group, { priority: 1 });
        rule(lab, owner, group, { priority: 1 });
      },
      "creating ELBv2 Listener Rule: operation error Elastic Load Balancing v2: CreateRule, api error PriorityInUse: Priority '1' is currently in use",
    ],
    [
      "a listener of an NLB gets a rule",
      (lab) => {
        const place = twoZones(lab);
        const group = targets(lab, place, { protocol: "TCP" });
        rule(lab, listener(lab, nlb(lab, place), group), group);
      },
      "creating ELBv2 Listener Rule: operation error Elastic Load Balancing v2: CreateRule, api error UnsupportedOperation: Rules are unsupported for listeners of load balancers of type 'network'",
    ],
    [
      "a condition has two kinds",
      (lab) => {
        const { balancer, group } = front(lab);
        const values = { values: ["a"] };
        const conditions = [{ hostHeader: values, pathPattern: values }];
        rule(lab, listener(lab, balancer, group), group, { conditions });
      },
      "conditions: each condition has exactly one kind",
    ],
  ]);

  it("fails when two listeners share a port", () => {
    const lab = new Lab();
    const { balancer, group } = front(lab);
    listener(lab, balancer, group);
    assert.throws(
      () => listener(lab, balancer, group),
      /DuplicateListener: A listener already exists on this port for this load balancer/,
    );
  });

  it("fails when a target group is used by two load balancers", () => {
    const lab = new Lab();
    const { place, balancer, group } = front(lab);
    listener(lab, balancer, group);
    const other = alb(lab, place, { name: "other" });
    assert.throws(() => listener(lab, other, group), /TargetGroupAssociationLimit/);
  });

  it("fails when a target group is in another VPC", () => {
    const lab = new Lab();
    const { place, balancer } = front(lab);
    const vpc = lab.vpc({ cidrBlock: "10.9.0.0/16" });
    const foreign = targets(lab, { ...place, vpc }, { name: "foreign" });
    assert.throws(() => listener(lab, balancer, foreign), /are not in the load balancer VPC/);
  });

  it("fails when its certificate is not issued yet", () => {
    const lab = new Lab();
    const { balancer, group } = front(lab);
    const { id } = lab.make(CERTIFICATE, { domainName: "a.example.com", validationMethod: "DNS" });
    assert.throws(
      () => listener(lab, balancer, group, { protocol: "HTTPS", certificateArn: id }),
      /UnsupportedCertificate/,
    );
  });
});
