import type { Account } from "../account";
import { AwsError } from "../model/errors";
import type { Stored } from "../model/resource";
import { TAG } from "../model/tokens";
import { type Values, object, objects, text, texts } from "../model/values";
import { type Action, type PolicyView, type Request, ec2Arn } from "./call";

type Tags = Readonly<Record<string, string>>;

/** The resources that a call tags, which must all exist. */
const tagged = ({ account, region, body }: Request): Stored[] =>
  texts(body["ResourceId"]).map((id) => {
    const found = account.everything().find((one) => one.id === id && one.region === region);
    if (!found) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
    return found;
  });

/** Changes tags of a resource: those in its inputs, and those of separate tag resources. */
function retag(account: Account, resource: Stored, change: (tags: Tags) => Tags): void {
  const { tags, tagsAll, ...inputs } = resource.inputs;
  const changed = (before: unknown): Values => change(object(before as Values) as Tags);
  account.update(resource, {
    ...inputs,
    tags: changed(tags),
    ...(tagsAll !== undefined && { tagsAll: changed(tagsAll) }),
  });
  for (const single of account.referring(resource.id, TAG)) {
    const key = text(single.inputs["key"]);
    const value = change({ [key]: text(single.inputs["value"]) })[key];
    if (value === undefined) account.remove(single);
    else account.update(single, { ...single.inputs, value });
  }
}

const given = (body: Values): [key: string, value: string | undefined][] =>
  objects(body["Tag"]).map(({ Key: key, Value: value }) => [
    text(key),
    value === undefined ? undefined : text(value),
  ]);

const createTags: Action = (request) => {
  const added: Tags = Object.fromEntries(
    given(request.body).map(([key, value = ""]) => [key, value] as const),
  );
  for (const resource of tagged(request)) {
    retag(request.account, resource, (tags) => ({ ...tags, ...added }));
  }
  return { return: true };
};

/** A given value must equal the tag's. */
const deleteTags: Action = (request) => {
  const gone = given(request.body);
  const stays = ([key, value]: [string, string]) =>
    !gone.some(([name, only]) => name === key && (only ?? value) === value);
  for (const resource of tagged(request)) {
    retag(request.account, resource, (tags) =>
      Object.fromEntries(Object.entries(tags).filter(stays)),
    );
  }
  return { return: true };
};

/** The calls of EC2 that change tags. */
export const tagActions: Readonly<Record<string, Action>> = {
  CreateTags: createTags,
  DeleteTags: deleteTags,
};

const TAGGED_TYPES: Readonly<Record<string, string>> = { eipalloc: "elastic-ip", i: "instance" };

const tagView: PolicyView = ({ region, body }) => ({
  resources: texts(body["ResourceId"]).map((id) => {
    const prefix = id.split("-")[0]!;
    return ec2Arn(region, `${TAGGED_TYPES[prefix] ?? prefix}/${id}`);
  }),
});

/** Their IAM context. */
export const tagPolicyViews: Readonly<Record<string, PolicyView>> = {
  CreateTags: tagView,
  DeleteTags: tagView,
};
