import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import { checkArgs } from "../settings/check-args";
import { validateBuiltImage } from "./check-args";
import { named } from "../tags";
import { imageHash } from "./image-hash";
import type { BuiltImageArgs } from "./args";

/**
 * An image for proxy nodes, which Packer builds on the machine of the update if its sources have changed: the
 * templates and scripts of `node/image/`, the programs of `node/instance/`, the variables.
 *
 * Guarantees
 * - Unchanged sources are not built again, even after a killed update.
 * - Without Packer or credentials, or if a build fails, the update fails before it changes a node or the parameter,
 *   with the end of Packer's log. Nodes keep their current image.
 * - The newest `keep` images are kept. Older ones are deprecated, and deregistered with their snapshots by the first
 *   build at least `graceDays` later, unless an instance or a launch template of this account and region uses them.
 *   Every image is protected from deregistration until then.
 * - When the component is deleted, all its unused images are deregistered.
 *
 * Creates `<name>-build` (command), `<name>` (SSM parameter `/holdfast/<imageName>` with the image's id) and
 * `<name>-retire` (command). An image costs $0.05 a month for each GB of data in its snapshot, about $0.10 in total.
 * A build costs some minutes of a t4g.small or t3.small.
 *
 * @example
 * ```ts
 * const { imageId } = new BuiltImage("image", {
 *   imageName: "prod-node",
 *   architecture: "arm64",
 *   region: "eu-west-1",
 *   subnetId: network.publicSubnets["eu-west-1a"]!.id,
 * });
 * ```
 */
export class BuiltImage extends pulumi.ComponentResource {
  readonly imageId: pulumi.Output<string>;
  /** Name of the SSM parameter with the image's id. */
  readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: BuiltImageArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("BuiltImage", name, validateBuiltImage(args));
    super("holdfast:image:BuiltImage", name, {}, opts);
    const { imageName, region, architecture, keep = 3, graceDays = 7, tags } = args;
    const { release = "2023.*", kernel = "6.12", versions = {} } = args;
    const variables = { architecture, release, kernel, versions };
    const folders = { image: folderOf("image"), instance: folderOf("instance") };
    const common = { ...scriptEnvironment(region, this), IMAGE_NAME: imageName };

    const build = new Command(
      `${name}-build`,
      {
        create: scriptCommand("image/build/build.mjs"),
        // On deletion of this command, because all users of the image's id are deleted before.
        delete: scriptCommand("image/retire/retire.mjs", "--all"),
        environment: {
          ...common,
          IMAGE_HASH: imageHash(folders, variables),
          IMAGE_VARIABLES: pulumi.jsonStringify({
            ...variables,
            subnet_id: args.subnetId,
            tags: tags ?? {},
          }),
        },
      },
      { parent: this },
    );
    this.imageId = build.stdout;

    const parameter = new Parameter(
      name,
      {
        name: `/holdfast/${imageName}`,
        description: "Image of the proxy nodes",
        type: "String",
        dataType: "aws:ec2:image",
        insecureValue: this.imageId, // not a secret, so previews show it
        tags: named(name, tags),
      },
      { parent: this },
    );
    this.parameterName = parameter.name;

    new Command(
      `${name}-retire`,
      {
        create: scriptCommand("image/retire/retire.mjs"),
        environment: {
          ...common,
          IMAGE_CURRENT: this.imageId,
          IMAGE_KEEP: `${keep}`,
          IMAGE_GRACE_DAYS: `${graceDays}`,
        },
      },
      { parent: this, dependsOn: [parameter] },
    );
    this.registerOutputs({ imageId: this.imageId, parameterName: this.parameterName });
  }
}

/** Returns a folder of `node/`, which is beside `components/`, also in a bundle. */
function folderOf(which: "image" | "instance"): string {
  const inside = { image: "node.pkr.hcl", instance: "bin" };
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, "node", which);
    if (existsSync(join(candidate, inside[which]))) return candidate;
    if (folder === dirname(folder)) throw new Error(`the folder node/${which}/ is missing`);
  }
}
