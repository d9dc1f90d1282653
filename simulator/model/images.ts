import { text } from "./values";
import { ACCOUNT_ID, arn, derivedId, missing, newId, oneOf, region, tags } from "./shared";
import { IMAGE } from "./tokens";
import type { ResourceType } from "./type";

/** AMIs with the ECS agent, by processor architecture. */
const ECS_PARAMETERS: Readonly<Record<string, string>> = {
  x86_64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  arm64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
};

const ARCHITECTURES = ["x86_64", "arm64"];

/** https://docs.aws.amazon.com/linux/al2023/ug/ec2.html has the parameters, one for each kernel. */
const KERNELS = ["6.1", "6.12", "6.18"];

/** Public parameters with AMIs of Amazon Linux 2023, by processor architecture. */
const amazonLinux = (architecture: string): string[] =>
  ["", "minimal-"].flatMap((variant) =>
    ["default", ...KERNELS].map(
      (kernel) =>
        `/aws/service/ami-amazon-linux-latest/al2023-ami-${variant}kernel-${kernel}-${architecture}`,
    ),
  );

/** Whether SSM has a public parameter of that name with an AMI. */
export const isImageParameter = (name: string): boolean =>
  ARCHITECTURES.flatMap(amazonLinux).includes(name) || Object.values(ECS_PARAMETERS).includes(name);

/** Some of the releases of Amazon Linux 2023, with the kernels of their AMIs; there are many more. */
const RELEASES: Readonly<Record<string, readonly string[]>> = {
  "2023.7.20250428.1": ["6.1"],
  "2023.9.20251110.1": ["6.1", "6.12"],
  "2023.12.20260930.0": KERNELS,
};

/** An AMI that Amazon owns. */
interface PublicImage {
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
  readonly createdAt: string;
}

/** AMIs of Amazon Linux 2023 in a region: for each release, one for each kernel and processor architecture. */
export const publicImages = (region: string): PublicImage[] =>
  Object.entries(RELEASES).flatMap(([release, kernels]) =>
    kernels.flatMap((kernel) =>
      ARCHITECTURES.map((architecture) => {
        const name = `al2023-ami-${release}-kernel-${kernel}-${architecture}`;
        const createdAt = release.replace(
          /^2023\.\d+\.(\d{4})(\d\d)(\d\d)\.\d+$/,
          "$1-$2-$3T00:00:00.000Z",
        );
        return { id: derivedId("ami", region, name), name, architecture, createdAt };
      }),
    ),
  );

/** The AMI that a public parameter names. */
export const imageOf = (parameter: string, region: string): string =>
  derivedId("ami", region, parameter);

/** The AMI of a value: itself, or the one of the public parameter after `resolve:ssm:`. */
export function resolvedImage(value: string, region: string): string {
  const parameter = value.replace(/^resolve:ssm:/, "");
  return isImageParameter(parameter) ? imageOf(parameter, region) : value;
}

/** The processor architecture of an AMI that a public parameter names; undefined for any other. */
export const imageArchitecture = (ami: string, region: string): string | undefined =>
  ARCHITECTURES.find((architecture) =>
    [ECS_PARAMETERS[architecture]!, ...amazonLinux(architecture)].some(
      (name) => imageOf(name, region) === ami,
    ),
  );

/** An image of the account. Its source instance is not modelled. */
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
