/* The simulator's public interface. Its README has examples. */

export { Account, type AccountOptions } from "./account";
export { seedAccount, seedZone } from "./seed";
export type { JournalOptions } from "./journal";
export type { Creation } from "./store";
export type { Stored } from "./model/resource";
export { type Value, type Values, isGiven, object, objects, text, texts } from "./model/values";

// Providers for the Pulumi engine, and mocks for unit tests.
export { serveAwsProvider } from "./provider/aws";
export { serveAwsxProvider } from "./provider/awsx/provider";
export { serveCommandProvider } from "./provider/command";
export { type CommandOutput, mocksFor } from "./provider/mocks";
export { mockComponents } from "./provider/awsx/mocks";

// Endpoints for SDKs, nodes and resolvers.
export { type Api, type ApiOptions, serveApi } from "./api";
export { associateAddress } from "./api/associate-address";
export type { Boot } from "./api/call";
export { answerQuery } from "./api/dns";
export type { Faults } from "./api/faults";
export { type Imds, serveImds } from "./api/imds";
export { listenForOwnUser } from "./loopback/own-user-server";

// Resource types by name, and AWS data about some of them.
export * from "./model/tokens";
export { ipamPool } from "./model/address-pools";
export { associationOfAddress } from "./model/addresses";
export { freeAddress } from "./model/ipv4";
export { functionNamed } from "./model/lambda";
export { newPublicIps } from "./model/load-balancers";
export { DEFAULT_QUOTAS, type Quotas, RAISED_QUOTAS } from "./model/quotas";
export { targetsOf } from "./model/targets";
