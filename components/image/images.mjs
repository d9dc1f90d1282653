// @ts-check
import { EC2Client, paginateDescribeImages } from "@aws-sdk/client-ec2";
import { clientConfig, requireAccount } from "../scripts/aws-client.mjs";

/** Tag that identifies the generations of an image. */
const NAME_TAG = "holdfast:image";
export const HASH_TAG = "holdfast:hash";

export const connect = () => new EC2Client(clientConfig);

/**
 * Returns the account's own images with a name, oldest first. Fails with a remedy without credentials.
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
 * Returns a required environment variable.
 *
 * @param {string} name
 */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} is missing`);
  return value;
}

/**
 * Runs a program in the account of the stack. A failure is printed to standard error, with exit status 1.
 *
 * @param {() => Promise<void>} program
 * @param {string} consequence printed after the reason
 */
export async function conclude(program, consequence) {
  try {
    await requireAccount().catch((error) => {
      throw explained(error);
    });
    await program();
  } catch (error) {
    const { name = "", message = String(error) } = /** @type {Partial<Error>} */ (error);
    // AWS's messages do not always name the error.
    console.error(`${name === "Error" ? message : `${name}: ${message}`}\n${consequence}`);
    process.exitCode = 1;
  }
}
