import { type WrongConfig, wrong } from "./wrong-config";

export const WRONG_COSTS: readonly WrongConfig[] = [
  wrong(
    "the budget is a number",
    { config: { budget: 700 } },
    `
  holdfast:budget = 700
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "the budget names no amount",
    { config: { budget: {} } },
    `
  holdfast:budget.monthlyUsd
    is missing
    fix: add monthlyUsd: 700`,
  ),
  wrong(
    "the budget is nothing",
    { config: { budget: { monthlyUsd: 0 } } },
    `
  holdfast:budget.monthlyUsd = 0
    must be above 0
    fix: write a number such as 700`,
  ),
  wrong(
    "the budget is text",
    { config: { budget: { monthlyUsd: "700" } } },
    `
  holdfast:budget.monthlyUsd = "700"
    must be a number
    fix: remove the quotes: 700`,
  ),
  wrong(
    "a number of the usage is below zero",
    { config: { usage: { natGb: -1 } } },
    `
  holdfast:usage.natGb = -1
    must be 0 or more
    fix: write 0, the nearest`,
  ),
  wrong(
    "a number of the usage has a unit",
    { config: { usage: { egressGb: "2 TB" } } },
    `
  holdfast:usage.egressGb = "2 TB"
    must be a number
    fix: write a number`,
  ),
  wrong(
    "a number of the usage has a slip in its name",
    { config: { usage: { engressGb: 2000 } } },
    `
  holdfast:usage.engressGb = 2000
    is not a setting: usage has ingressGb, egressGb, newConnectionsPerSecond, activeConnections, crossAzGb, natGb, endpointGb, dnsQueriesMillions, flowLogsGb, logsGb, s3Gb, messagesMillions, lambdaRequests and lambdaSeconds
    fix: remove it`,
  ),
];
