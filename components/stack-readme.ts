import { readFileSync } from "node:fs";
import { getOrganization } from "@pulumi/pulumi";

/** What the engine reports as the organization with any other backend than Pulumi Cloud. */
const WITHOUT_CLOUD = "organization";

/**
 * The output `readme` of a stack, which Pulumi Cloud shows with `${outputs.NAME}` filled in
 * (https://www.pulumi.com/docs/intro/pulumi-cloud/projects-and-stacks/#stack-readme). undefined with any other backend:
 * the engine would only print it.
 *
 * @throws {Error} if there is no such file
 */
export const stackReadme = (file: string): string | undefined =>
  organization() === WITHOUT_CLOUD ? undefined : readFileSync(file, "utf8");

/** The organization of the stack. The SDK throws where none is known, as in unit tests. */
function organization(): string {
  try {
    return getOrganization();
  } catch {
    return WITHOUT_CLOUD;
  }
}
