// @ts-check
import { EC2Client, paginateDescribeImages } from "@aws-sdk/client-ec2";
import { clientConfig, requireAccount } from "../scripts/aws-client.mjs";

/** By which the generations of an image are found, and told from one another. */
const NAME_TAG = "holdfast:image";
export const HASH_TAG = "holdfast:hash";

export const connect = () => new EC2Client(clientConfig);

/**
 * The account's own images with a name, the oldest first. Fails with a remedy when there are no
 * credentials.
 *
 * @param {EC2Client} client
 * @param {string} name
 */
export async function generationsOf(client, name) {
  const images = [];
  try {
    const Filters = [{ Name: `tag:${NAME_TAG}`, Values: [name] }];
    for await (const { Images = [] } of paginateDescribeImages(
      { client },
      { Owners: ["self"], IncludeDeprecated: true, Filters },
    )) {
      images.push(...Images);
    }
  } catch (error) {
    throw explained(error);
  }
  return images.sort((a, b) => Date.parse(a.CreationDate ?? "") - Date.parse(b.CreationDate ?? ""));
}

/** @param {unknown} error */
function explained(error) {
  const { name = "", message = "" } = /** @type {Error} */ (error);
  if (/Credentials|ExpiredToken|AuthFailure|Token/.test(name)) {
    return new Error(
      `AWS credentials are missing or have expired (${message}); ` +
        "set AWS_PROFILE, or sign in with `aws sso login`, where the update runs",
    );
  }
  return name === "Error"
    ? /** @type {Error} */ (error)
    : new Error(`AWS did not answer: ${name}: ${message}`);
}

/**
 * A setting of the environment, which must be there.
 *
 * @param {string} name
 */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`the environment has no ${name}`);
  return value;
}

/**
 * Runs the program in the account of the stack; its failure becomes lines on standard error and exit status 1.
 *
 * @param {() => Promise<void>} program
 * @param {string} consequence said after the reason
 */
export async function conclude(program, consequence) {
  try {
    await requireAccount().catch((error) => {
      throw explained(error);
    });
    await program();
  } catch (error) {
    const { name = "", message = String(error) } = /** @type {Partial<Error>} */ (error);
    // AWS's messages leave out what they are about; the name has it.
    console.error(`${name === "Error" ? message : `${name}: ${message}`}\n${consequence}`);
    process.exitCode = 1;
  }
}
