// @ts-check
/*
 * Simulates Packer: `build` registers an image with the simulated AWS, with the name and tags from the
 * templates in node/image/, and writes their manifest. It provisions nothing: test/node/image does that, with
 * the real Packer.
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

/**
 * The source AMI of the templates: the newest of Amazon's that matches their filter.
 *
 * @param {string} folder of the templates
 * @param {Record<string, string>} given
 */
async function requireSource(folder, given) {
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), "utf8");
  const [, pattern = ""] = /^\s*name\s*=\s*"(al2023-ami-.*)"$/m.exec(read("node.pkr.hcl")) ?? [];
  const defaults = Object.fromEntries(
    [
      ...read("variables.pkr.hcl").matchAll(
        /^variable "(\w+)" \{\n(?:(?!^\}).*\n)*?\s*default\s*=\s*"(.*)"$/gm,
      ),
    ].map(([, name, value]) => [name, value]),
  );
  const name = pattern.replace(/\$\{var\.(\w+)\}/g, (_, key) => given[key] ?? defaults[key]);
  const body = new URLSearchParams({
    Action: "DescribeImages",
    Version: "2016-11-15",
    "Owner.1": "amazon",
    "Filter.1.Name": "name",
    "Filter.1.Value.1": name,
  });
  const response = await globalThis.fetch(process.env.AWS_ENDPOINT_URL ?? "", {
    method: "POST",
    body,
  });
  if (!/<imageId>/.test(await response.text())) {
    throw new Error(`No AMI was found matching filters: name ${name}`);
  }
}

async function build() {
  const option = args.find((one) => one.startsWith("-var-file="));
  const file = option?.slice("-var-file=".length) ?? "";
  const variables = JSON.parse(readFileSync(file, "utf8"));
  const { region, name, hash, architecture, output, tags = {} } = variables;
  await requireSource(args.at(-1) ?? "", variables);
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
