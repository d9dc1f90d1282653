/**
 * `npm run recover -- --stack NAME`: after an update of a stack was killed. It needs what `pulumi up` of
 * that stack needs, and tag:GetResources.
 */
import { ResourceGroupsTaggingAPI } from "@aws-sdk/client-resource-groups-tagging-api";
import { readOptions, renderHelp } from "../shared/options";
import { pulumiCli } from "./pulumi-cli";
import { recover } from "./recover";
import { renderRecovered } from "./render-recovered";

const LINE = {
  about: "npm run recover -- --stack NAME: brings a state right after an update was killed",
  options: {
    stack: {
      type: "string",
      short: "s",
      value: "NAME",
      about:
        "the stack of the update; what AWS has of it and the state lacks is taken into the state",
    },
  },
  notes:
    "It exits with 1 when something is there more than once: it names each, and changes nothing.",
} as const;

async function main(): Promise<void> {
  const { values } = readOptions(process.argv.slice(2), LINE);
  if (values.help) return void process.stdout.write(renderHelp(LINE));
  if (!values.stack) {
    throw new Error("no stack given; name it: npm run recover -- --stack NAME");
  }
  const pulumi = pulumiCli(values.stack, { cwd: process.cwd() });
  const region = (await pulumi("config", "get", "aws:region")).trim();
  const taggingIn = (other = region) => new ResourceGroupsTaggingAPI({ region: other });
  const recovered = await recover(pulumi, taggingIn);
  console.log(renderRecovered(recovered));
  if (Object.keys(recovered.ambiguous).length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
