import { derivedId } from "./shared";

/** Names of the AMIs that SSM has public parameters for, by the end of the parameter's name. */
export const imageParameter =
  /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-(minimal-)?kernel-(default|6\.1|6\.12)-(x86_64|arm64)$/;

/** The AMI that a public parameter names. */
export const imageOf = (parameter: string, region: string): string =>
  derivedId("ami", region, parameter);

/** The AMI that a value means: itself, or what the public parameter after `resolve:ssm:` names. */
export function resolvedImage(value: string, region: string): string {
  const parameter = value.replace(/^resolve:ssm:/, "");
  return imageParameter.test(parameter) ? imageOf(parameter, region) : value;
}

/** The processor architecture of an AMI that a public parameter names; undefined for any other. */
export const imageArchitecture = (ami: string, region: string): string | undefined =>
  ["x86_64", "arm64"].find((architecture) =>
    ["", "minimal-"].some((variant) =>
      ["default", "6.1", "6.12"].some((kernel) => {
        const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-${variant}kernel-${kernel}-${architecture}`;
        return imageOf(name, region) === ami;
      }),
    ),
  );
