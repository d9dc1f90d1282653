import { setTimeout as sleep } from "node:timers/promises";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version } from "@pulumi/aws/package.json";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Account } from "../account";
import { configuredAccount, configuredRegion, withDefaultTags } from "./configuration";
import { type Server, method, serve, toStruct, toValues } from "./grpc";
import { typeOf } from "../model";
import { difference, problemsWith } from "../model/inputs";
import { withName } from "./auto-name";
import { previewCreation, previewUpdate } from "./preview";
import { removeInTime } from "./remove-in-time";
import type { ResourceKey, Stored } from "../model/resource";
import { type Values, text } from "../model/values";

/** The provider's behavior beyond AWS's. */
export interface ProviderOptions {
  /**
   * Milliseconds between a creation and its response, so that a test can end the engine in between.
   *
   * @default 0
   */
  readonly latencyMs?: number | undefined;
}

/** Inputs as the provider reads them back: those that AWS changes have AWS's value. */
const readInputs = ({ type, inputs }: Stored, state: Values): Values =>
  Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      key in (typeOf(type).live ?? {}) ? state[key]! : value,
    ]),
  );

const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").pop() ?? "";
const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The changes of a request, without ignored properties. */
function changesIn(request: rpc.DiffRequest | rpc.UpdateRequest) {
  const ignored = request.getIgnorechangesList();
  const [oldInputs, olds, news] = [request.getOldInputs(), request.getOlds(), request.getNews()];
  const type = typeIn(request.getUrn());
  return difference(type, toValues(oldInputs), toValues(olds), toValues(news)).filter(
    ({ property }) => !ignored.includes(property),
  );
}

/** The inputs after an update, with the values that AWS keeps if the provider sends only changes. */
function updatedInputs(
  account: Account,
  where: ResourceKey,
  changed: readonly string[],
  news: Values,
): Values {
  const now = account.read(where)?.inputs;
  if (!typeOf(where.type).sendsChanges || !now) return news;
  const kept = Object.keys({ ...now, ...news }).filter((key) => !changed.includes(key));
  return { ...news, ...Object.fromEntries(kept.map((key) => [key, now[key]])) };
}

/**
 * Serves the account to the Pulumi engine as its `aws` provider. The engine attaches with
 * PULUMI_DEBUG_PROVIDERS=aws:<port>; several engines and several provider instances may do so at once.
 */
export function serveAwsProvider(
  account: Account,
  { latencyMs = 0 }: ProviderOptions = {},
): Promise<Server> {
  // A request does not say which provider instance it is for, but each instance has its own connection.
  const regions = new Map<string, string>();
  const accounts = new Map<string, string>();
  const settingsOf = new Map<string, ReadonlyMap<string, unknown>>();
  const turns = new Map<string, Promise<unknown>>();
  const regionOf = (call: { getPeer(): string }): string =>
    regions.get(call.getPeer()) ?? configuredRegion(new Map());

  const place = (urn: string, id: string, region: string, values: Values): ResourceKey => ({
    type: typeIn(urn),
    id,
    region: text(values["region"]) || region,
  });

  /** A provider instance requests changes one after the other if AWS makes them one after the other. */
  async function inTurn<T>(type: string, peer: string, change: () => T | Promise<T>): Promise<T> {
    if (!typeOf(type).settled) return change();
    const turn = (turns.get(peer) ?? Promise.resolve()).then(change);
    turns.set(
      peer,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Waits for AWS's asynchronous changes. */
  async function settled(change: () => Stored): Promise<Stored> {
    const changed = change();
    await sleep(latencyMs);
    return account.settle(changed);
  }

  return serve(version, {
    configure: method((request: rpc.ConfigureRequest, call) => {
      const settings = request
        .getVariablesMap()
        .toArray()
        .map(([key, value]) => [key.replace("aws:config:", ""), value] as const);
      regions.set(call.getPeer(), configuredRegion(new Map(settings)));
      settingsOf.set(call.getPeer(), new Map(settings));
      const accountId = configuredAccount(new Map(settings));
      accounts.set(call.getPeer(), accountId);
      account.ids.add(accountId);
      const response = new rpc.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),

    invoke: method((request: rpc.InvokeRequest, call) => {
      const response = new rpc.InvokeResponse();
      const inputs = toValues(request.getArgs());
      const accountId = accounts.get(call.getPeer());
      const found = account.lookUp(request.getTok(), regionOf(call), inputs, accountId);
      response.setReturn(toStruct(found));
      return response;
    }),

    check: method((request: rpc.CheckRequest, call) => {
      const type = typeIn(request.getUrn());
      const olds = toValues(request.getOlds());
      const isNew = Object.keys(olds).length === 0;
      const inputs = withName(
        type,
        nameIn(request.getUrn()),
        toValues(request.getNews()),
        // A resource of a killed update keeps its generated name.
        isNew ? (account.unanswered.inputsFor(request.getUrn()) ?? olds) : olds,
        request.getRandomseed_asU8(),
      );
      const response = new rpc.CheckResponse();
      const settings = settingsOf.get(call.getPeer()) ?? new Map<string, unknown>();
      const complete = withDefaultTags(type, inputs, settings);
      response.setInputs(toStruct(complete));
      for (const { property, reason } of problemsWith(type, complete, regionOf(call))) {
        const failure = new rpc.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        response.addFailures(failure);
      }
      return response;
    }),

    diff: method((request: rpc.DiffRequest) => {
      const changes = changesIn(request);
      const response = new rpc.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
      response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList(changes.map(({ property }) => property));
      response.setReplacesList(
        changes.filter(({ replaces }) => replaces).map(({ property }) => property),
      );
      return response;
    }),

    create: method(async (request: rpc.CreateRequest, call) => {
      const type = typeIn(request.getUrn());
      const inputs = toValues(request.getProperties());
      const region = regionOf(call);
      const response = new rpc.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(previewCreation(type, inputs, region)));
        return response;
      }
      const created = await inTurn(type, call.getPeer(), () =>
        settled(() => account.unanswered.create(request.getUrn(), type, region, inputs)),
      );
      response.setId(created.id);
      response.setProperties(toStruct(account.state(created)));
      return response;
    }),

    update: method(async (request: rpc.UpdateRequest, call) => {
      const olds = toValues(request.getOlds());
      const inputs = toValues(request.getNews());
      const where = place(request.getUrn(), request.getId(), regionOf(call), olds);
      const response = new rpc.UpdateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(previewUpdate(where.type, inputs, olds, where.region)));
        return response;
      }
      const changed = changesIn(request).map(({ property }) => property);
      const updated = await inTurn(where.type, call.getPeer(), () =>
        account.settle(
          account.update(where, updatedInputs(account, where, changed, inputs), changed),
        ),
      );
      response.setProperties(toStruct(account.state(updated)));
      return response;
    }),

    delete: method(async (request: rpc.DeleteRequest, call) => {
      const olds = toValues(request.getProperties());
      const where = place(request.getUrn(), request.getId(), regionOf(call), olds);
      await inTurn(where.type, call.getPeer(), async () => {
        const found = account.read(where);
        const changed = found && typeOf(where.type).beforeRemoval?.(found.inputs);
        if (found && changed) account.settle(account.update(found, changed));
        await removeInTime(account, where);
      });
      return new Empty();
    }),

    read: method((request: rpc.ReadRequest, call) => {
      const olds = toValues(request.getProperties());
      const where = place(request.getUrn(), request.getId(), regionOf(call), olds);
      const found = account.read(where);
      const response = new rpc.ReadResponse();
      if (found) {
        response.setId(found.id);
        const state = account.state(found);
        response.setInputs(toStruct(readInputs(found, state)));
        response.setProperties(toStruct(state));
      }
      return response;
    }),
  });
}
