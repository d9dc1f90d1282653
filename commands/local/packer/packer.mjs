// @ts-check
/*
 * Simulates Packer: `build` registers an image with the simulated AWS, with the
 * name and the tags that the templates in node/image/ give it, and writes the manifest that they ask for.
 * It provisions nothing: test/node/image does that, with the real Packer.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { URLSearchParams } from "node:url";

const [, , command, ...args] = process.argv;

/** @param {Record<string, string>} parameters */
async function register(parameters) {
  const url = process.env.AWS_ENDPOINT_URL ?? "";
  const body = new URLSearchParams({
    Action: "RegisterImage",
    Version: "2016-11-15",
    ...parameters,
  });
  const response = await globalThis.fetch(url, { method: "POST", body });
  const text = await response.text();
  const id = /<imageId>(.*)<\/imageId>/.exec(text)?.[1];
  if (!id) throw new Error(/<Message>(.*)<\/Message>/.exec(text)?.[1] ?? text);
  return id;
}

async function build() {
  const option = args.find((one) => one.startsWith("-var-file="));
  const file = option?.slice("-var-file=".length) ?? "";
  const variables = JSON.parse(readFileSync(file, "utf8"));
  const { region, name, hash, architecture, output, tags = {} } = variables;
  const all = { ...tags, Name: name, "holdfast:image": name, "holdfast:hash": hash };
  const ImageId = await register({
    Name: `${name}-${Date.now()}-${randomUUID().slice(0, 8)}`,
    Architecture: architecture,
    "TagSpecification.1.ResourceType": "image",
    ...Object.fromEntries(
      Object.entries(all).flatMap(([key, value], index) => [
        [`TagSpecification.1.Tag.${index + 1}.Key`, key],
        [`TagSpecification.1.Tag.${index + 1}.Value`, value],
      ]),
    ),
  });
  const run = randomUUID();
  const made = { name: "node", artifact_id: `${region}:${ImageId}`, packer_run_uuid: run };
  const manifest = { builds: [made], last_run_uuid: run };
  writeFileSync(join(output, "manifest.json"), JSON.stringify(manifest));
}

if (command === "version") {
  console.log("Packer v1.9.4");
} else if (command === "build") {
  await build().catch((error) => {
    console.error(`Build 'node.amazon-ebs.node' errored: ${error}`);
    process.exitCode = 1;
  });
} else if (command !== "init") {
  console.error(`packer ${command} is not modelled: add it to commands/local/packer/packer.mjs`);
  process.exitCode = 1;
}
