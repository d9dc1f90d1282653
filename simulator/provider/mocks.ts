import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { configuredRegion, withDefaultTags } from "./configuration";
import { problemsWith } from "../model/inputs";
import { withName } from "./auto-name";
import type { Stored } from "../model/resource";
import { type Value, type Values } from "../model/values";

/** The simulated output of a command, by its inputs and its region. */
export type CommandOutput = (inputs: Values, region: string) => Values;

/** The result of a command under mocks: it does not run. */
const notRun = { stdout: "", stderr: "" };

/** Secrets are wrapped, one level deep; the model works with the plain values. */
const bare = (inputs: unknown): Values =>
  Object.fromEntries(
    Object.entries(inputs as Values).map(([key, value]) => [
      key,
      pulumi.runtime.unwrapRpcSecret(value) as Value,
    ]),
  );

/**
 * Mocks for unit tests that use the same model as the simulator: what AWS would reject fails, and so does a
 * type or a lookup that is not modelled. Commands are registered but not run: `outputOf` returns a command's
 * output, if the program uses it.
 */
export function mocksFor(
  account: Account,
  outputOf: CommandOutput = () => ({}),
): pulumi.runtime.Mocks {
  const regions = new Map<string, string>();
  const settings = new Map<string, ReadonlyMap<string, unknown>>();
  const regionOf = (provider: string | undefined): string => {
    const name = provider?.split("::").at(-2) ?? "";
    const region = new pulumi.Config("aws").get("region");
    return regions.get(name) ?? configuredRegion(new Map([["region", region]]));
  };

  function create(
    type: string,
    name: string,
    given: Values,
    region: string,
    provider = "",
  ): Stored {
    const seed = createHash("sha256").update(name).digest();
    const ofProvider =
      settings.get(provider.split("::").at(-2) ?? "") ?? new Map<string, unknown>();
    const inputs = withDefaultTags(type, withName(type, name, given, {}, seed), ofProvider);
    const problems = problemsWith(type, inputs, region);
    if (problems.length > 0) {
      const lines = problems.map(({ property, reason }) => `${property}: ${reason}`);
      throw new Error(`${type} "${name}": ${lines.join("; ")}`);
    }
    return account.settle(account.create(type, region, inputs));
  }

  function existing(type: string, id: string, region: string): Stored {
    const found = account.read({ type, id, region });
    if (!found) {
      throw new Error(`${type} with id ${id} does not exist`);
    }
    return found;
  }

  return {
    newResource: ({ type, name, inputs: given, provider, custom, id }) => {
      const inputs = bare(given);
      if (custom === false) {
        return { id: undefined, state: inputs };
      }
      if (type === "pulumi:providers:aws") {
        settings.set(name, new Map(Object.entries(inputs)));
        regions.set(name, configuredRegion(new Map(Object.entries(inputs))));
        return { id: name, state: inputs };
      }
      const region = regionOf(provider);
      if (type === "command:local:Command") {
        return { id: name, state: { ...inputs, ...notRun, ...outputOf(inputs, region) } };
      }
      const resource = id
        ? existing(type, id, region)
        : create(type, name, inputs, region, provider);
      return { id: resource.id, state: account.state(resource) };
    },
    call: ({ token, inputs, provider }) => {
      if (token === "command:local:run") {
        return { ...bare(inputs), ...notRun };
      }
      // The engine's own function: under mocks, every stack is new.
      if (token === "pulumi:pulumi:readStackResourceOutputs") return { outputs: {} };
      try {
        return account.lookUp(token, regionOf(provider), bare(inputs));
      } catch (error) {
        // The SDK shows the `details` of a failed lookup, where gRPC puts the message.
        throw Object.assign(error as Error, { details: (error as Error).message });
      }
    },
  };
}
