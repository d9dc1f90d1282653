import { text } from "./values";
import { ACCOUNT_ID, arn, derivedId, missing, newId, oneOf, region, tags } from "./shared";
import { IMAGE } from "./tokens";
import type { ResourceType } from "./type";

/** AMIs with the agent of ECS, by processor architecture. */
const ECS_PARAMETERS: Readonly<Record<string, string>> = {
  x86_64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  arm64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
};

const AMAZON_LINUX =
  /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-(minimal-)?kernel-(default|6\.1|6\.12)-(x86_64|arm64)$/;

/** Whether SSM has a public parameter of that name with an AMI. */
export const isImageParameter = (name: string): boolean =>
  AMAZON_LINUX.test(name) || Object.values(ECS_PARAMETERS).includes(name);

/** The AMI that a public parameter names. */
export const imageOf = (parameter: string, region: string): string =>
  derivedId("ami", region, parameter);

/** The AMI that a value means: itself, or what the public parameter after `resolve:ssm:` names. */
export function resolvedImage(value: string, region: string): string {
  const parameter = value.replace(/^resolve:ssm:/, "");
  return isImageParameter(parameter) ? imageOf(parameter, region) : value;
}

/** The processor architecture of an AMI that a public parameter names; undefined for any other. */
export const imageArchitecture = (ami: string, region: string): string | undefined =>
  ["x86_64", "arm64"].find(
    (architecture) =>
      imageOf(ECS_PARAMETERS[architecture]!, region) === ami ||
      ["", "minimal-"].some((variant) =>
        ["default", "6.1", "6.12"].some((kernel) => {
          const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-${variant}kernel-${kernel}-${architecture}`;
          return imageOf(name, region) === ami;
        }),
      ),
  );

/** An image of the account's own. It is made from an instance, which is not modelled. */
const image: ResourceType = {
  noun: "EC2 AMI",
  operations: {
    create: "EC2: RegisterImage",
    update: "EC2: ModifyImageAttribute",
    remove: "EC2: DeregisterImage",
  },
  missing: missing("InvalidAMIID.NotFound", "image id"),
  id: () => newId("ami"),
  inputs: {
    name: { required: true, replaces: true },
    architecture: { default: "x86_64", check: oneOf("arm64", "x86_64") },
    deprecationTime: {},
    description: {},
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `image/${id}`),
    $createdAt: () => new Date().toISOString(),
    ebsBlockDevices: [],
    ephemeralBlockDevices: [],
    hypervisor: "xen",
    imageLocation: ({ inputs }) => `${ACCOUNT_ID}/${text(inputs["name"])}`,
    imageOwnerAlias: "",
    imageType: "machine",
    lastLaunchedTime: "",
    manageEbsSnapshots: false,
    ownerId: ACCOUNT_ID,
    platform: "",
    platformDetails: "Linux/UNIX",
    public: false,
    rootSnapshotId: ({ id }) => derivedId("snap", id),
    usageOperation: "RunInstances",
  },
};

export const imageTypes: Record<string, ResourceType> = { [IMAGE]: image };
