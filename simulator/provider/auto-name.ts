import { createHash, randomBytes } from "node:crypto";
import { typeOf } from "../model";
import { type Values, isGiven, text } from "../model/values";

const DIGITS = 7;

/**
 * The inputs with the name that the AWS provider generates if it is left out: the logical name and seven
 * hexadecimal digits, kept from then on.
 *
 * @throws if that is longer than the type allows (pulumi/pulumi-aws#1317)
 */
export function withName(
  type: string,
  logical: string,
  inputs: Values,
  olds: Values,
  seed?: Uint8Array,
): Values {
  const { autoName, nameKey = "name" } = typeOf(type);
  if (autoName === undefined || isGiven(inputs[nameKey]) || isGiven(inputs["namePrefix"])) {
    return inputs;
  }
  const old = text(olds[nameKey]);
  const random = seed?.length ? createHash("sha256").update(seed).digest() : randomBytes(4);
  const madeUp = `${nameKey === "name" ? logical : logical.toLowerCase()}-`;
  const kept = old.startsWith(madeUp) && /^[0-9a-f]{7}$/.test(old.slice(madeUp.length));
  if (kept) return { ...inputs, [nameKey]: old };
  if (madeUp.length + DIGITS > autoName) {
    throw new Error(
      `could not make instance of '${type}': name '${madeUp}' plus ${DIGITS} random chars is longer than maximum length ${autoName}`,
    );
  }
  return { ...inputs, [nameKey]: madeUp + random.toString("hex").slice(0, DIGITS) };
}
