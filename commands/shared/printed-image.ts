import type { Account } from "../../simulator/account";
import { IMAGE } from "../../simulator/model/tokens";
import { isGiven, object } from "../../simulator/model/values";
import type { CommandOutput } from "../../simulator/provider/mocks";

/** The id that the build of an image prints: launch templates and a parameter go by it. */
export const printedImage =
  (account: Account): CommandOutput =>
  ({ environment }, region) => {
    const { IMAGE_NAME: name, IMAGE_HASH: hash } = object(environment);
    return isGiven(hash) ? { stdout: account.create(IMAGE, region, { name }).id } : {};
  };
