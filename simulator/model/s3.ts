import { AwsError } from "./errors";
import { type Value, type Values, isGiven, object, objects, text } from "./values";
import { policyDocument } from "./policy";
import { bucketObject } from "./s3-objects";
import { oneOf, region, tags } from "./shared";
import {
  BUCKET,
  BUCKET_ACCESS_BLOCK,
  BUCKET_ENCRYPTION,
  BUCKET_OBJECT,
  BUCKET_POLICY,
  BUCKET_VERSIONING,
} from "./tokens";
import type { Context, Property, ResourceType, ValueCheck } from "./type";
import { dnsSuffixOf, partitionOf } from "./partitions";

const operations = (what: string): ResourceType["operations"] => ({
  create: `S3: Put${what}`,
  update: `S3: Put${what}`,
  remove: `S3: Delete${what}`,
});

const bucketName: ValueCheck = (value) =>
  /^(?!xn--|.*\.\.|\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text(value))
    ? undefined
    : `InvalidBucketName: a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit, got ${JSON.stringify(value)}`;

const ownedAlready = [
  "BucketAlreadyOwnedByYou",
  "Your previous request to create the named bucket succeeded and you already own it.",
] as const;

const bucket: ResourceType = {
  noun: "S3 Bucket",
  operations: {
    create: "S3: CreateBucket",
    update: "S3: PutBucketTagging",
    remove: "S3: DeleteBucket",
  },
  missing: (id) => ["NoSuchBucket", `The specified bucket does not exist: ${id}`],
  autoName: 63,
  nameKey: "bucket",
  id: ({ inputs }) => text(inputs["bucket"]),
  inputs: {
    bucket: { replaces: true, check: bucketName },
    forceDestroy: { default: false },
    objectLockEnabled: { computed: true, replaces: true },
    region,
    tags,
  },
  computed: {
    arn: ({ id, partition }) => `arn:${partition}:s3:::${id}`,
    bucketDomainName: ({ id, region }) => `${id}.s3.${dnsSuffixOf(region)}`,
    bucketRegion: ({ region }) => region,
    bucketRegionalDomainName: ({ id, region }) => `${id}.s3.${region}.${dnsSuffixOf(region)}`,
    bucketNamespace: "global",
    bucketPrefix: "",
    accelerationStatus: "",
    acl: "private",
    corsRules: [],
    grants: [],
    hostedZoneId: "",
    lifecycleRules: [],
    logging: {},
    objectLockConfiguration: {},
    objectLockEnabled: false,
    policy: "",
    replicationConfiguration: {},
    requestPayer: "BucketOwner",
    serverSideEncryptionConfiguration: {},
    versioning: {},
    website: {},
    websiteDomain: "",
    websiteEndpoint: "",
  },
  check: ({ account, id, region }) => {
    if (account.all(BUCKET).some((other) => other.id === id && other.region !== region)) {
      throw new AwsError(...ownedAlready);
    }
  },
  taken: () => ownedAlready,
  checkRemoval: ({ account, id, inputs }) => {
    if (account.referring(id, BUCKET_OBJECT).length > 0 && inputs["forceDestroy"] !== true) {
      throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
  },
};

const owner: Property = { required: true, replaces: true, refersTo: BUCKET, bond: "follows" };

/** A bucket setting that exists once per bucket. */
export const setting = (
  noun: string,
  what: string,
  row: Pick<ResourceType, "inputs" | "computed" | "check" | "validate">,
): ResourceType => ({
  noun,
  operations: operations(what),
  missing: (id) => ["NoSuchBucket", `The specified bucket does not exist: ${id}`],
  id: ({ inputs }) => text(inputs["bucket"]),
  ...row,
  inputs: { bucket: owner, ...row.inputs, region },
});

const versioning = setting("S3 Bucket Versioning", "BucketVersioning", {
  inputs: {
    versioningConfiguration: {
      required: true,
      fields: {
        status: { required: true, check: oneOf("Enabled", "Suspended", "Disabled") },
        mfaDelete: { check: oneOf("Enabled", "Disabled") },
      },
    },
  },
  computed: {},
});

const encryption = setting("S3 Bucket Server-side Encryption Configuration", "BucketEncryption", {
  inputs: {
    rules: {
      required: true,
      unordered: true,
      fields: {
        bucketKeyEnabled: {},
        applyServerSideEncryptionByDefault: {
          fields: {
            sseAlgorithm: { required: true, check: oneOf("AES256", "aws:kms", "aws:kms:dsse") },
            kmsMasterKeyId: {},
          },
        },
      },
    },
  },
  computed: {},
});

const blocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

const accessBlock = setting("S3 Bucket Public Access Block", "PublicAccessBlock", {
  inputs: Object.fromEntries(blocks.map((key) => [key, { default: false }])),
  computed: {},
});

/** Whether a statement allows public access. */
const isPublic = ({
  Effect: effect,
  Principal: principal,
  Condition: condition,
}: Values): boolean =>
  effect === "Allow" &&
  !isGiven(condition) &&
  (principal === "*" || [object(principal)["AWS"]].flat().includes("*"));

function checkBucketPolicy({ account, inputs, region }: Context): void {
  const { id } = account.require(BUCKET, inputs["bucket"], region);
  const { Statement: given } = object(JSON.parse(text(inputs["policy"])) as Value);
  const statements = objects([given].flat());
  const own = `arn:${partitionOf(region)}:s3:::${id}`;
  const foreign = statements
    .flatMap(({ Resource: one, NotResource: other }) => [one ?? other].flat())
    .find((arn) => arn !== own && !text(arn).startsWith(`${own}/`));
  if (foreign !== undefined) {
    throw new AwsError("MalformedPolicy", `Policy has invalid resource: ${text(foreign)}`);
  }
  // A bucket without this setting blocks public policies: S3 does so for every new bucket.
  const block = account.referring(id, BUCKET_ACCESS_BLOCK)[0];
  const blocked = block === undefined || block.inputs["blockPublicPolicy"] === true;
  if (blocked && statements.some(isPublic)) {
    throw new AwsError(
      "AccessDenied",
      `User is not authorized to perform: s3:PutBucketPolicy on resource: "${own}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
}

const bucketPolicy = setting("S3 Bucket Policy", "BucketPolicy", {
  inputs: { policy: { required: true, json: true, check: policyDocument("endpoint") } },
  computed: {},
  check: checkBucketPolicy,
});

export const bucketTypes: Record<string, ResourceType> = {
  [BUCKET]: bucket,
  [BUCKET_VERSIONING]: versioning,
  [BUCKET_ENCRYPTION]: encryption,
  [BUCKET_ACCESS_BLOCK]: accessBlock,
  [BUCKET_POLICY]: bucketPolicy,
  [BUCKET_OBJECT]: bucketObject,
};
