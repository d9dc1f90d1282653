import { type Account, type CommandOutput, IMAGE, isGiven, object } from "../../simulator";

/** The image id that the build prints: launch templates and a parameter use it. */
export const printedImage =
  (account: Account): CommandOutput =>
  ({ environment }, region) => {
    const { IMAGE_NAME: name, IMAGE_HASH: hash } = object(environment);
    return isGiven(hash) ? { stdout: account.create(IMAGE, region, { name }).id } : {};
  };
