import { createHash, randomBytes } from "node:crypto";
import { typeOf } from "../model";
import { type Values, isGiven, text } from "../model/values";

/**
 * The inputs with the name that the AWS provider makes up when it is left out: the logical name and
 * seven hexadecimal digits, kept from then on.
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
  const base = logical.slice(0, autoName - 8);
  const madeUp = `${nameKey === "name" ? base : base.toLowerCase()}-`;
  const kept = old.startsWith(madeUp) && /^[0-9a-f]{7}$/.test(old.slice(madeUp.length));
  return { ...inputs, [nameKey]: kept ? old : madeUp + random.toString("hex").slice(0, 7) };
}
