import { addressTypes } from "./addresses";
import { endpointTypes } from "./endpoints";
import { iamTypes } from "./iam";
import { logTypes } from "./logs";
import { natTypes } from "./nat";
import { prefixListTypes } from "./prefix-lists";
import { routingTypes } from "./routing";
import { securityGroupTypes } from "./security-groups";
import type { ResourceType } from "./type";
import { vpcTypes } from "./vpc";

/** The whole model, by the file of this folder that a type is in. */
const files: Readonly<Record<string, Readonly<Record<string, ResourceType>>>> = {
  "addresses.ts": addressTypes,
  "endpoints.ts": endpointTypes,
  "iam.ts": iamTypes,
  "logs.ts": logTypes,
  "nat.ts": natTypes,
  "prefix-lists.ts": prefixListTypes,
  "routing.ts": routingTypes,
  "security-groups.ts": securityGroupTypes,
  "vpc.ts": vpcTypes,
};

/** Every resource type that the embedded AWS knows, by its Pulumi token. */
export const types: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.values(files).flatMap((file) => Object.entries(file)),
);

/** The file of the project that describes a type. */
export const fileOf = (token: string): string =>
  `local/aws/model/${Object.keys(files).find((file) => token in (files[file] ?? {}))}`;

/** The description of a type; one that is not modelled is an error that says where to add it. */
export function typeOf(token: string): ResourceType {
  const type = types[token];
  if (!type) {
    const service = /^aws:(\w+)\//.exec(token)?.[1] ?? "index";
    const near = Object.keys(files).filter((file) =>
      Object.keys(files[file] ?? {}).some((known) => known.startsWith(`aws:${service}/`)),
    );
    const place =
      near.length > 0
        ? `one of ${near.join(", ")} in local/aws/model/`
        : `local/aws/model/${service}.ts`;
    throw new Error(
      `resource type ${token} is not modelled by the embedded AWS: describe it in ${place} ` +
        `(a new file is listed in local/aws/model/index.ts)`,
    );
  }
  return type;
}
