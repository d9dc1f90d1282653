import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../../components/config/config";
import { readConfig } from "../../../components/config/read-config";
import { printedImage } from "../../../commands/shared/printed-image";
import { mocksFor } from "../../../simulator/provider/mocks";
import { companyAccount } from "../../support/company-account";
import type { Given } from "./wrong-configs";

/** Exported by the SDK, but not declared by its types. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

interface Outcome<T> {
  readonly value?: T;
  readonly error?: Error;
  readonly registered: readonly string[];
  /** Tokens of the lookups. */
  readonly asked: readonly string[];
}

const GOOD = { network: { cidr: "10.20.0.0/16" } };

/** Runs what reads a configuration, and says what it registered and asked for. */
export async function runWith<T>(
  run: () => Promise<T>,
  { config = {}, region = "us-east-1", secrets = [], aws = {}, account = companyAccount() }: Given,
): Promise<Outcome<T>> {
  const mocks = mocksFor(account, printedImage(account));
  const registered: string[] = [];
  const asked: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args.type);
        return mocks.newResource(args);
      },
      call: async (args) => {
        asked.push(args.token);
        const answer = aws[args.token];
        try {
          if (answer instanceof Error) throw answer;
          return answer ?? (await mocks.call(args));
        } catch (error) {
          // As the engine hands a failed lookup over: its text is in the gRPC status.
          throw Object.assign(error as Error, { details: (error as Error).message });
        }
      },
    },
    "holdfast",
    "dev",
    false,
    "organization",
  );
  const values: Record<string, string> = region === null ? {} : { "aws:region": region };
  for (const [section, value] of Object.entries({ ...GOOD, ...config })) {
    values[section.includes(":") ? section : `holdfast:${section}`] =
      typeof value === "string" ? value : JSON.stringify(value);
  }
  pulumi.runtime.setAllConfig(values, [...secrets]);
  const outcome = await run().then(
    (value) => ({ value }),
    (error: Error) => ({ error }),
  );
  await waitForRPCs();
  return { ...outcome, registered, asked };
}

/** Reads a configuration that has no problems. */
export async function readGoodConfig(given: Given): Promise<Config> {
  const { value, error } = await runWith(readConfig, given);
  assert.equal(error?.message, undefined);
  return value!;
}
