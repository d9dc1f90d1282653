import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { WrongArguments } from "../../components/settings/check-args";
import { record } from "../support/recorder";
import { WRONG_CALLS } from "./wrong-calls";

const GOLDEN = join(__dirname, "../golden/wrong-calls.txt");

/** What only arguments can have, and no configuration. */
const CODES = [
  "address-missing",
  "backend-name-too-long",
  "health-check-missing",
  "health-ports-differ",
  "low-not-below-high",
  "machine-zone-not-in-vpc",
  "network-of-one-zone",
  "nlb-name-too-long",
  "no-pair-given",
  "not-a-machine",
  "not-an-address",
  "not-an-address-key",
  "not-an-endpoint",
  "not-an-image-name",
  "requested-twice",
  "scaling-without-alb",
  "shares-of-colors",
  "wrong-interval",
  "zones-differ",
  "zones-of-output",
  "zones-of-two-regions",
];

const errorOf = (call: () => unknown): WrongArguments => {
  try {
    call();
  } catch (error) {
    if (error instanceof WrongArguments) return error;
    throw error;
  }
  throw new Error("the call is right");
};

describe("wrong calls of components", () => {
  const errors: Record<string, WrongArguments> = {};
  let registered: string[];
  before(async () => {
    const recording = await record(() => {
      for (const [when, call] of Object.entries(WRONG_CALLS)) errors[when] = errorOf(call);
    });
    registered = recording.names();
  });

  it("have these messages (UPDATE_GOLDEN=1 writes them)", () => {
    const text = Object.entries(errors)
      .map(([when, { message }]) => `--- ${when}\n${message}\n`)
      .join("\n");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
    assert.equal(text, readFileSync(GOLDEN, "utf8"));
  });

  it("end the program without a stack trace, before anything is registered", () => {
    assert.ok(Object.values(errors).every((error) => pulumi.RunError.isInstance(error)));
    assert.deepEqual(registered, []);
  });

  it("have a code for each problem that only arguments can have", () => {
    const found = Object.values(errors).flatMap(({ problems }) => problems.map(({ code }) => code));
    assert.deepEqual(
      CODES.filter((code) => !found.includes(code)),
      [],
    );
  });
});
