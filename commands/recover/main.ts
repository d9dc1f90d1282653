/**
 * `npm run recover -- --stack NAME`: repairs the state after an update of a stack was killed. It needs the
 * permissions of `pulumi up`, and tag:GetResources.
 */
import { ResourceGroupsTaggingAPI } from "@aws-sdk/client-resource-groups-tagging-api";
import { readOptions, renderHelp } from "../shared/options";
import { pulumiCli } from "./pulumi-cli";
import { recover } from "./recover";
import { renderRecovered } from "./render-recovered";

const LINE = {
  about: "npm run recover -- --stack NAME: repairs the state after an update was killed",
  options: {
    stack: {
      type: "string",
      short: "s",
      value: "NAME",
      about: "the stack of the update; resources that AWS has and the state lacks are imported",
    },
  },
  notes: "Exits with 1 if several resources match: it lists them and changes nothing.",
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
