import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

const tagging = "elasticloadbalancing: AddTags RemoveTags";

export const balancingCalls: Readonly<Record<string, ProviderCalls>> = {
  // After the deletion, the provider waits for the network interfaces, and deletes those that stay.
  [token.LOAD_BALANCER]: {
    source: "elbv2/load_balancer.go",
    create: actions(
      "elasticloadbalancing: CreateLoadBalancer AddTags ModifyLoadBalancerAttributes",
      "ec2: DescribeIpamPools?ipamPools",
    ),
    read: actions(
      "elasticloadbalancing: DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags",
      "elasticloadbalancing: DescribeCapacityReservation",
    ),
    update: actions(
      "elasticloadbalancing: ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets",
      "elasticloadbalancing: ModifyIpPools?ipamPools",
      tagging,
    ),
    remove: actions("elasticloadbalancing: DeleteLoadBalancer", "ec2: DescribeNetworkInterfaces"),
    links: "elasticloadbalancing.amazonaws.com",
  },
  [token.TARGET_GROUP]: {
    source: "elbv2/target_group.go",
    create: actions("elasticloadbalancing: CreateTargetGroup AddTags ModifyTargetGroupAttributes"),
    read: actions(
      "elasticloadbalancing: DescribeTargetGroups DescribeTargetGroupAttributes DescribeTags",
    ),
    update: actions("elasticloadbalancing: ModifyTargetGroup ModifyTargetGroupAttributes", tagging),
    remove: actions("elasticloadbalancing: DeleteTargetGroup"),
  },
  [token.TARGET_GROUP_ATTACHMENT]: {
    source: "elbv2/target_group_attachment.go",
    create: actions("elasticloadbalancing: RegisterTargets"),
    read: actions("elasticloadbalancing: DescribeTargetHealth"),
    update: [],
    remove: actions("elasticloadbalancing: DeregisterTargets"),
  },
  [token.LISTENER]: {
    source: "elbv2/listener.go",
    create: actions("elasticloadbalancing: CreateListener AddTags ModifyListenerAttributes"),
    read: actions(
      "elasticloadbalancing: DescribeListeners DescribeListenerAttributes DescribeTags",
    ),
    update: actions("elasticloadbalancing: ModifyListener ModifyListenerAttributes", tagging),
    remove: actions("elasticloadbalancing: DeleteListener"),
  },
  [token.LISTENER_RULE]: {
    source: "elbv2/listener_rule.go",
    create: actions("elasticloadbalancing: CreateRule AddTags"),
    read: actions("elasticloadbalancing: DescribeRules DescribeTags"),
    update: actions("elasticloadbalancing: ModifyRule SetRulePriorities", tagging),
    remove: actions("elasticloadbalancing: DeleteRule"),
  },
  // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html and the Service
  // Authorization Reference of WAFv2: SetWebAcl is what Elastic Load Balancing asked for before the other two.
  [token.WEB_ACL_ASSOCIATION]: {
    source: "wafv2/web_acl_association.go",
    create: actions(
      "wafv2: AssociateWebACL",
      "elasticloadbalancing: CreateWebACLAssociation SetWebAcl",
    ),
    read: actions(
      "wafv2: GetWebACLForResource GetWebACL",
      "elasticloadbalancing: GetLoadBalancerWebACL",
    ),
    update: [],
    remove: actions(
      "wafv2: DisassociateWebACL",
      "elasticloadbalancing: DeleteWebACLAssociation SetWebAcl",
    ),
  },
  [token.WEB_ACL]: {
    source: "wafv2/web_acl.go",
    create: actions("wafv2: CreateWebACL TagResource"),
    read: actions("wafv2: GetWebACL ListTagsForResource"),
    update: actions("wafv2: UpdateWebACL TagResource UntagResource"),
    remove: actions("wafv2: DeleteWebACL"),
  },
  // Flow logs are delivered to a bucket whose policy allows it: https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html
  [token.ACCELERATOR]: {
    source: "globalaccelerator/accelerator.go",
    create: actions(
      "globalaccelerator: CreateAccelerator TagResource UpdateAcceleratorAttributes?attributes",
      "logs: CreateLogDelivery?attributes.flowLogsEnabled",
      "s3: GetBucketPolicy?attributes.flowLogsEnabled PutBucketPolicy?attributes.flowLogsEnabled",
    ),
    read: actions(
      "globalaccelerator: DescribeAccelerator DescribeAcceleratorAttributes ListTagsForResource",
    ),
    update: actions(
      "globalaccelerator: UpdateAccelerator UpdateAcceleratorAttributes?attributes TagResource UntagResource",
      "logs: CreateLogDelivery?attributes.flowLogsEnabled DeleteLogDelivery?attributes.flowLogsEnabled",
      "s3: GetBucketPolicy?attributes.flowLogsEnabled PutBucketPolicy?attributes.flowLogsEnabled",
    ),
    remove: actions(
      "globalaccelerator: UpdateAccelerator DeleteAccelerator",
      "logs: DeleteLogDelivery?attributes.flowLogsEnabled",
    ),
    links: "globalaccelerator.amazonaws.com",
  },
  [token.ACCELERATOR_LISTENER]: {
    source: "globalaccelerator/listener.go",
    create: actions("globalaccelerator: CreateListener DescribeAccelerator"),
    read: actions("globalaccelerator: DescribeListener"),
    update: actions("globalaccelerator: UpdateListener DescribeAccelerator"),
    remove: actions("globalaccelerator: DeleteListener DescribeAccelerator"),
  },
  // What it is to reach is looked up with the caller's permissions: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/GlobalAcceleratorFullAccess.html
  [token.ENDPOINT_GROUP]: {
    source: "globalaccelerator/endpoint_group.go",
    create: actions(
      "globalaccelerator: CreateEndpointGroup DescribeAccelerator",
      "elasticloadbalancing: DescribeLoadBalancers",
      "ec2: DescribeInternetGateways DescribeSubnets",
    ),
    read: actions("globalaccelerator: DescribeEndpointGroup"),
    update: actions(
      "globalaccelerator: UpdateEndpointGroup DescribeAccelerator",
      "elasticloadbalancing: DescribeLoadBalancers",
      "ec2: DescribeInternetGateways DescribeSubnets",
    ),
    remove: actions("globalaccelerator: DeleteEndpointGroup DescribeAccelerator"),
  },
  [token.CERTIFICATE]: {
    source: "acm/certificate.go",
    create: actions("acm: RequestCertificate AddTagsToCertificate"),
    read: actions("acm: DescribeCertificate ListTagsForCertificate"),
    update: actions("acm: UpdateCertificateOptions AddTagsToCertificate RemoveTagsFromCertificate"),
    remove: actions("acm: DeleteCertificate"),
  },
  [token.CERTIFICATE_VALIDATION]: {
    source: "acm/certificate_validation.go",
    create: actions("acm: DescribeCertificate"),
    read: actions("acm: DescribeCertificate"),
    update: [],
    remove: [],
  },
};
