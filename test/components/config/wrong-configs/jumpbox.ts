import { HOURS } from "../../../support/hours";
import { type WrongConfig, wrong } from "./wrong-config";

export const WRONG_JUMPBOXES: readonly WrongConfig[] = [
  wrong(
    "the jumpbox has an unknown kind",
    { config: { jumpbox: { kind: "bastion" } } },
    `
  holdfast:jumpbox.kind = "bastion"
    must be none, ssm, instanceConnectEndpoint or public
    fix: write one of these`,
  ),
  wrong(
    "the jumpbox's kind has no such setting",
    { config: { jumpbox: { kind: "ssm", allowFrom: ["198.51.100.0/24"], schedule: HOURS } } },
    `
  holdfast:jumpbox.allowFrom = ["198.51.100.0/24"]
    requires kind: public, but kind is ssm
    fix: remove allowFrom, or write kind: public`,
  ),
  wrong(
    "a public jumpbox names no allowed sources",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.allowFrom
    is missing
    fix: add allowFrom: [198.51.100.0/24]`,
  ),
  wrong(
    "a public jumpbox admits an empty list",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: [], schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.allowFrom = []
    is empty: no one could connect
    fix: write the blocks that people connect from, such as 198.51.100.0/24`,
  ),
  wrong(
    "a public jumpbox admits everybody",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["0.0.0.0/0"], schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.allowFrom[0] = "0.0.0.0/0"
    is too large: SSH would be open to much of the internet
    fix: write the blocks that people connect from, or write kind: ssm`,
  ),
  wrong(
    "a public jumpbox admits half of the internet",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["0.0.0.0/1"], schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.allowFrom[0] = "0.0.0.0/1"
    is too large: SSH would be open to much of the internet
    fix: write the blocks that people connect from, or write kind: ssm`,
  ),
  wrong(
    "a public jumpbox admits an address without a prefix length",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["198.51.100.7"], schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.allowFrom[0] = "198.51.100.7"
    must be an IPv4 block in CIDR notation that starts at its first address
    fix: write an address and a prefix length, such as 198.51.100.0/24`,
  ),
  wrong(
    "a public jumpbox admits what is not the start of a block",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: {
          kind: "public",
          allowFrom: ["198.51.100.0/24", "198.51.100.7/24"],
          schedule: HOURS,
        },
      },
    },
    `
  holdfast:jumpbox.allowFrom[1] = "198.51.100.7/24"
    must be an IPv4 block in CIDR notation that starts at its first address
    fix: write an address and a prefix length, such as 198.51.100.0/24`,
  ),
  wrong(
    "a public jumpbox has no zone for its name",
    { config: { jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS } } },
    `
  holdfast:dns
    is missing: the jumpbox needs a name in dns.zone
    fix: describe holdfast:dns with its zone, or write jumpbox.kind: ssm`,
  ),
  wrong(
    "the jumpbox's name is none",
    {
      config: {
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: {
          kind: "public",
          allowFrom: ["198.51.100.0/24"],
          name: "Jump Box",
          schedule: HOURS,
        },
      },
    },
    `
  holdfast:jumpbox.name = "Jump Box"
    must be a lower-case domain name without a trailing dot
    fix: write a name such as jumpbox, or "" for the zone itself`,
  ),
  wrong(
    "the jumpbox's type is none",
    { config: { jumpbox: { kind: "ssm", instanceType: "nano", schedule: HOURS } } },
    `
  holdfast:jumpbox.instanceType = "nano"
    must be an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "the jumpbox's image is none",
    { config: { jumpbox: { kind: "ssm", image: "al2023", schedule: HOURS } } },
    `
  holdfast:jumpbox.image = "al2023"
    must be the id of an AMI, or resolve:ssm: and the name of a parameter
    fix: write an id such as ami-0123456789abcdef0, or remove it`,
  ),
  wrong(
    "a jumpbox has no hours",
    { config: { jumpbox: { kind: "ssm" } } },
    `
  holdfast:jumpbox.schedule
    is missing
    fix: add schedule: { start: "08:00", stop: "18:00", days: [MON, TUE, WED, THU, FRI], timeZone: UTC }`,
  ),
  wrong(
    "the hours of a jumpbox are of no time zone",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, timeZone: undefined } } } },
    `
  holdfast:jumpbox.schedule.timeZone
    is missing
    fix: add timeZone: Europe/Berlin`,
  ),
  wrong(
    "a start has one digit",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, start: "8:00" } } } },
    `
  holdfast:jumpbox.schedule.start = "8:00"
    must be a time from 00:00 to 23:59
    fix: write hours and minutes with two digits each: "08:00"`,
  ),
  wrong(
    "a stop is no time of the day",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, stop: "24:00" } } } },
    `
  holdfast:jumpbox.schedule.stop = "24:00"
    must be a time from 00:00 to 23:59
    fix: write hours and minutes with two digits each: "08:00"`,
  ),
  wrong(
    "the jumpbox stops when it starts",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, start: "08:00", stop: "08:00" } } } },
    `
  holdfast:jumpbox.schedule.stop = "08:00"
    must differ from start: otherwise the jumpbox would run never or always
    fix: write a later time, or an earlier one for the next day`,
  ),
  wrong(
    "the jumpbox has no days",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, days: [] } } } },
    `
  holdfast:jumpbox.schedule.days = []
    must not be empty
    fix: write the days on which it starts, or write kind: none for no jumpbox`,
  ),
  wrong(
    "a time zone is an offset",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, timeZone: "+02:00" } } } },
    `
  holdfast:jumpbox.schedule.timeZone = "+02:00"
    must be a time zone of the tz database
    fix: write a name such as Europe/Berlin, or UTC`,
  ),
  wrong(
    "a time zone does not exist",
    {
      config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, timeZone: "Asia/Tel_Aviv_Yafo" } } },
    },
    `
  holdfast:jumpbox.schedule.timeZone = "Asia/Tel_Aviv_Yafo"
    must be a time zone of the tz database
    fix: write a name such as Europe/Berlin, or UTC`,
  ),
  wrong(
    "a day has a slip",
    { config: { jumpbox: { kind: "ssm", schedule: { ...HOURS, days: ["SUNDAY"] } } } },
    `
  holdfast:jumpbox.schedule.days[0] = "SUNDAY"
    must be SUN, MON, TUE, WED, THU, FRI or SAT
    fix: write one of these`,
  ),
  wrong(
    "Session Manager cannot be reached without egress",
    {
      config: {
        network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
        jumpbox: { kind: "ssm", schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.kind = "ssm"
    cannot reach Session Manager: network.egress has no route to ssm and ssmmessages
    fix: write network.egress.kind: nat or privatelink, or jumpbox.kind: instanceConnectEndpoint`,
  ),
  wrong(
    "Session Manager's endpoint is missing",
    {
      config: {
        network: {
          cidr: "10.20.0.0/16",
          egress: { kind: "privatelink", interfaceEndpoints: ["ssm"] },
        },
        jumpbox: { kind: "ssm", schedule: HOURS },
      },
    },
    `
  holdfast:jumpbox.kind = "ssm"
    cannot reach Session Manager: network.egress has no route to ssmmessages
    fix: add ssmmessages to network.egress.interfaceEndpoints, or write kind: instanceConnectEndpoint`,
  ),
];
