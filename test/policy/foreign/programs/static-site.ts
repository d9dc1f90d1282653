import * as aws from "@pulumi/aws";
import { blockPublicAccess, privateBucket } from "../parts";
import type { ForeignProgram } from "../program";

/** Files in S3 behind CloudFront, with a name in Route 53; the bucket by its older name. */
export const staticSite: ForeignProgram = {
  title: "a static site on S3 and CloudFront",
  declare: (wrong) => {
    const content = new aws.s3.BucketV2("content", { bucket: "www.example.com" });
    new aws.s3.BucketServerSideEncryptionConfigurationV2("content", {
      bucket: content.id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    if (!wrong) blockPublicAccess("content", content.id);
    const logs = privateBucket("logs", wrong ? { acl: "public-read" } : {});
    new aws.s3.BucketOwnershipControls("logs", {
      bucket: logs.id,
      rule: { objectOwnership: "BucketOwnerPreferred" },
    });
    const access = new aws.cloudfront.OriginAccessControl("content", {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const distribution = new aws.cloudfront.Distribution("content", {
      enabled: true,
      aliases: ["www.example.com"],
      origins: [
        {
          originId: "content",
          domainName: content.bucketRegionalDomainName,
          originAccessControlId: access.id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "content",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
      loggingConfig: { bucket: logs.bucketDomainName },
    });
    const zone = new aws.route53.Zone("site", { name: "example.com" });
    new aws.route53.Record("www", {
      zoneId: zone.zoneId,
      name: "www.example.com",
      type: "A",
      aliases: [
        {
          name: distribution.domainName,
          zoneId: distribution.hostedZoneId,
          evaluateTargetHealth: false,
        },
      ],
    });
    new aws.route53.Record("shop", {
      zoneId: zone.zoneId,
      name: "shop.example.com",
      type: wrong ? "A" : "CNAME",
      ttl: 300,
      records: ["shops.example.net"],
    });
    new aws.route53.Record("office", {
      zoneId: zone.zoneId,
      name: "vpn.example.com",
      type: "A",
      ttl: 300,
      records: ["198.51.100.7"],
    });
  },
  mistakes: {
    "aws-s3-bucket-require-private": [
      "bucket content should block public access, got no public access block; add a BucketPublicAccessBlock",
      "bucket logs should be private, got the ACL public-read; remove it",
    ],
    "aws-route53-record-require-address": [
      "values of A record shop should be IPv4 addresses, got shops.example.net; correct them",
    ],
  },
};
