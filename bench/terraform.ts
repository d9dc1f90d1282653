import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MeasuredCommand } from "./measure";

/**
 * The same resources in Terraform's language, in `directory`, ready for a plan.
 *
 * @returns the reason, if terraform or its AWS provider is missing
 */
export function prepareTerraform(directory: string, vpcs: number): MeasuredCommand | string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(configuration(vpcs), null, 2));
  const mirror = process.env["HOLDFAST_BENCH_TERRAFORM_PLUGINS"];
  try {
    execFileSync(
      "terraform",
      ["init", "-input=false", "-no-color", ...(mirror ? [`-plugin-dir=${mirror}`] : [])],
      { cwd: directory, stdio: "pipe" },
    );
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === "ENOENT") return "terraform is not on the PATH";
    return `terraform init failed: ${stderr?.toString().trim().split("\n")[0] ?? String(error)}`;
  }
  return {
    file: "terraform",
    args: ["plan", "-input=false", "-no-color", "-lock=false"],
    cwd: directory,
    env: process.env,
  };
}

function configuration(vpcs: number): object {
  const resources: Record<string, Record<string, object>> = {};
  const add = (type: string, name: string, body: object) => {
    resources[`aws_${type}`] = { ...resources[`aws_${type}`], [name]: body };
    return `\${aws_${type}.${name}.id}`;
  };
  for (let index = 0; index < vpcs; index++) addVpc(index, add);
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: {
      aws: {
        region: "us-east-1",
        access_key: "none",
        secret_key: "none",
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
        skip_metadata_api_check: true,
      },
    },
    resource: resources,
  };
}

function addVpc(index: number, add: (type: string, name: string, body: object) => string): void {
  const tags = (name: string) => ({ environment: "bench", Name: `network${index}-${name}` });
  const anywhere = { destination_cidr_block: "0.0.0.0/0" };
  const vpc_id = add("vpc", `n${index}`, {
    cidr_block: `10.${index}.0.0/16`,
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: tags("vpc"),
  });
  add("default_security_group", `n${index}`, { vpc_id, tags: tags("default") });
  const gateway_id = add("internet_gateway", `n${index}`, { vpc_id, tags: tags("internet") });
  const publicTable = add("route_table", `n${index}_public`, { vpc_id, tags: tags("public") });
  add("route", `n${index}_public`, { route_table_id: publicTable, gateway_id, ...anywhere });
  const prefix_list_id = add("ec2_managed_prefix_list", `n${index}`, {
    name: `network${index}`,
    address_family: "IPv4",
    max_entries: 10,
    tags: tags("allow-list"),
  });
  ["a", "b"].forEach((letter, slot) => {
    const name = `n${index}_${letter}`;
    const subnet = (tier: string, third: number) =>
      add("subnet", `${name}_${tier}`, {
        vpc_id,
        availability_zone: `us-east-1${letter}`,
        cidr_block: `10.${index}.${third}.0/20`,
        tags: tags(`${tier}-${letter}`),
      });
    const publicSubnet = subnet("public", slot * 16);
    const privateSubnet = subnet("private", 128 + slot * 16);
    const privateTable = add("route_table", `${name}_private`, {
      vpc_id,
      tags: tags(`private-${letter}`),
    });
    add("route_table_association", `${name}_public`, {
      subnet_id: publicSubnet,
      route_table_id: publicTable,
    });
    add("route_table_association", `${name}_private`, {
      subnet_id: privateSubnet,
      route_table_id: privateTable,
    });
    const allocation_id = add("eip", name, { domain: "vpc", tags: tags(`egress-${letter}`) });
    add("ec2_managed_prefix_list_entry", name, {
      prefix_list_id,
      cidr: `\${aws_eip.${name}.public_ip}/32`,
      description: `egress-${letter}`,
    });
    const nat_gateway_id = add("nat_gateway", name, {
      subnet_id: publicSubnet,
      allocation_id,
      tags: tags(`nat-${letter}`),
      depends_on: [`aws_internet_gateway.n${index}`],
    });
    add("route", `${name}_private`, { route_table_id: privateTable, nat_gateway_id, ...anywhere });
  });
}
