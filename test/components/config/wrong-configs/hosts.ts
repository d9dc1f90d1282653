import { HOURS } from "../../../support/hours";
import { type WrongConfig, wrong } from "./wrong-config";

/** A host db in a public zone. */
const db = (host: object) => ({
  dns: { zone: "holdfast-demo.net", createZone: true },
  internalHosts: { db: host },
});

/** What AWS answers about an instance that exists, in a VPC whose DNS is on or off. */
const existing = (instanceState: string, dns = true) => ({
  "aws:ec2/getInstance:getInstance": {
    instanceState,
    privateIp: "10.20.0.5",
    networkInterfaceId: "eni-1",
    subnetId: "subnet-1",
  },
  "aws:ec2/getSubnet:getSubnet": { vpcId: "vpc-0123" },
  "aws:ec2/getVpc:getVpc": { enableDnsSupport: dns, enableDnsHostnames: dns },
});

export const WRONG_HOSTS: readonly WrongConfig[] = [
  wrong(
    "a host has no instance",
    { config: db({}) },
    `
  holdfast:internalHosts.db.instance
    is missing
    fix: add instance: i-0123456789abcdef0`,
  ),
  wrong(
    "a host's instance is no id",
    { config: db({ instance: "db-1" }) },
    `
  holdfast:internalHosts.db.instance = "db-1"
    must be the id of an instance: i- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-instances`,
  ),
  wrong(
    "a host's instance is none of its machines",
    { config: db({ instance: "three", machines: { one: {}, two: {} } }) },
    `
  holdfast:internalHosts.db.instance = "three"
    must be one of the machines, one and two, or the id of an instance
    fix: write one`,
  ),
  wrong(
    "a host's name is no label",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        internalHosts: { "db.main": { instance: "i-0123456789abcdef0" } },
      },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts["db.main"]
    must be a DNS label: 1 to 30 characters, a-z, 0-9 or -, starting with a letter
    fix: write a name such as db`,
  ),
  wrong(
    "a machine's name has a hyphen",
    { config: db({ instance: "one", machines: { one: {}, "t-wo": {} } }) },
    `
  holdfast:internalHosts.db.machines.t-wo
    must be a name of 1 to 20 characters, a-z or 0-9, starting with a letter
    fix: write a name such as one`,
  ),
  wrong(
    "a machine's type is none",
    { config: db({ instance: "one", machines: { one: { instanceType: "small" } } }) },
    `
  holdfast:internalHosts.db.machines.one.instanceType = "small"
    must be an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "a machine's image is none",
    { config: db({ instance: "one", machines: { one: { image: "x" } } }) },
    `
  holdfast:internalHosts.db.machines.one.image = "x"
    must be the id of an AMI, or resolve:ssm: and the name of a parameter
    fix: write an id such as ami-0123456789abcdef0, or remove it`,
  ),
  wrong(
    "a machine's port is none",
    { config: db({ instance: "one", machines: { one: {}, two: {} }, ports: [0] }) },
    `
  holdfast:internalHosts.db.ports[0] = 0
    must be a whole number from 1 to 65,535
    fix: write 1, the nearest`,
  ),
  wrong(
    "a machine is in a zone that the stack has not",
    { config: db({ instance: "one", machines: { one: { zone: "us-east-1f" } } }) },
    `
  holdfast:internalHosts.db.machines.one.zone = "us-east-1f"
    must be one of the stack's availability zones, us-east-1a and us-east-1b
    fix: write one of these, or add it to network.availabilityZones`,
  ),
  wrong(
    "ports are given for an instance that exists",
    { config: db({ instance: "i-0123456789abcdef0", ports: [5432] }), aws: existing("running") },
    `
  holdfast:internalHosts.db.ports = [5432]
    has no effect without machines that the stack creates
    fix: remove ports, and add rules to the existing instance's security group yourself`,
  ),
  wrong(
    "a host with a public name has its own zone",
    {
      config: db({ instance: "i-0123456789abcdef0", zone: "hosts.internal" }),
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db.zone = "hosts.internal"
    requires record: private. With record: public, the name is in dns.zone
    fix: remove zone, or write record: private`,
  ),
  wrong(
    "a host with a public name has no zone",
    {
      config: { internalHosts: { db: { instance: "i-0123456789abcdef0" } } },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db.record = "public"
    needs a zone, but the dns section is missing
    fix: describe holdfast:dns with its zone, or write record: private`,
  ),
  wrong(
    "a private zone would hide the public one",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS },
        internalHosts: {
          db: { instance: "i-0123456789abcdef0", record: "private", zone: "holdfast-demo.net" },
        },
      },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db.zone = "holdfast-demo.net"
    is dns.zone: a second zone with this name in the VPC would hide its records
    fix: choose another, such as hosts.internal`,
  ),
  wrong(
    "a private zone is the backend's",
    {
      config: {
        entry: { kind: "haproxy" },
        backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
        internalHosts: {
          db: { instance: "i-0123456789abcdef0", record: "private", zone: "holdfast.internal" },
        },
      },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db.zone = "holdfast.internal"
    is backend.zone: a second zone with this name in the VPC would hide its records
    fix: choose another, such as hosts.internal`,
  ),
  wrong(
    "a host has the jumpbox's name",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], name: "db", schedule: HOURS },
        internalHosts: { db: { instance: "i-0123456789abcdef0" } },
      },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db
    has the name db, which jumpbox.name already has
    fix: choose another name`,
  ),
  wrong(
    "a host has the front door's name",
    {
      config: {
        entry: { kind: "haproxy" },
        backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
        dns: { zone: "holdfast-demo.net", createZone: true, name: "db" },
        internalHosts: { db: { instance: "i-0123456789abcdef0" } },
      },
      aws: existing("running"),
    },
    `
  holdfast:internalHosts.db
    has the name db, which dns.name already has
    fix: choose another name`,
  ),
  wrong(
    "a host's instance does not exist",
    { config: db({ instance: "i-0123456789abcdef0" }) },
    `
  holdfast:internalHosts.db.instance = "i-0123456789abcdef0"
    does not exist in this region for this account
    fix: check the id, the region and the account: aws ec2 describe-instances`,
  ),
  wrong(
    "AWS does not tell about a host's instance",
    {
      config: db({ instance: "i-0123456789abcdef0" }),
      aws: {
        "aws:ec2/getInstance:getInstance": new Error(
          "api error UnauthorizedOperation: You are not authorized",
        ),
      },
    },
    `
  holdfast:internalHosts.db.instance = "i-0123456789abcdef0"
    could not be checked: UnauthorizedOperation: You are not authorized
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "a host's instance does not run",
    { config: db({ instance: "i-0123456789abcdef0" }), aws: existing("stopped") },
    `
  holdfast:internalHosts.db.instance = "i-0123456789abcdef0"
    is stopped, so the name would resolve to an unreachable address
    fix: start it: aws ec2 start-instances --instance-ids i-0123456789abcdef0; or keep the current instance`,
  ),
  wrong(
    "the VPC of a host's instance answers no names",
    { config: db({ instance: "i-0123456789abcdef0" }), aws: existing("running", false) },
    `
  holdfast:internalHosts.db.instance = "i-0123456789abcdef0"
    is in vpc-0123, which has enableDnsSupport and enableDnsHostnames turned off: inside the VPC, the name would not resolve to the private address
    fix: enable it: aws ec2 modify-vpc-attribute --vpc-id vpc-0123 --enable-dns-support && aws ec2 modify-vpc-attribute --vpc-id vpc-0123 --enable-dns-hostnames`,
  ),
];
