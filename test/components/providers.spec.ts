import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { Provider } from "@pulumi/aws/provider";
import { readConfig } from "../../components/config/read-config";
import { PROGRAM_VARIANTS, asStackConfig, runProgram } from "../support/program";
import { record } from "../support/recorder";

/** Exported by the SDK, but left out of its types. */
const { setStackResource } = state as unknown as {
  setStackResource: (resource: pulumi.Resource | undefined) => void;
};

const NAME = "explicit";

/** Mocks do not pass a remote component's providers on to what it creates, as the engine does. */
const isOfAwsx = ({ parentType = "" }) => parentType.startsWith("awsx:");

/** Runs index.ts below a component with a provider, so that all other components inherit it. */
async function runBelowProvider(): Promise<void> {
  const providers = { aws: new Provider(NAME, { region: "us-east-1" }) };
  setStackResource(new pulumi.ComponentResource("test:index:Parent", "parent", {}, { providers }));
  try {
    await runProgram();
  } finally {
    setStackResource(undefined);
  }
}

const isOther = ({ provider }: { readonly provider: string }) => !provider.includes(`::${NAME}::`);

const tokensOf = (calls: readonly { readonly token: string }[]): string[] =>
  calls.map(({ token }) => token).sort();

describe("components with an explicit provider", () => {
  const variants = Object.entries(PROGRAM_VARIANTS).filter(
    ([, config]) => "entry" in config || "jumpbox" in config,
  );
  for (const [variant, config] of variants) {
    it(`use it for all resources and look-ups: ${variant}`, async () => {
      const { resources, calls } = await record(runBelowProvider, {
        config: asStackConfig(config),
      });
      const made = resources.filter(({ type }) => type.startsWith("aws:"));
      const strays = made.filter((one) => isOther(one) && !isOfAwsx(one));
      assert.deepEqual(
        strays.map(({ type, name }) => `${type} ${name}`),
        [],
      );
      assert.ok(made.length > 0);
      if (resources.some(isOfAwsx)) return;
      // The program itself checks its configuration with default providers.
      const own = await record(() => readConfig(), { config: asStackConfig(config) });
      assert.deepEqual(tokensOf(calls.filter(isOther)), tokensOf(own.calls));
    });
  }
});
