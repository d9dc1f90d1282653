import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import type { Account } from "./account";
import { AwsError } from "./errors";
import { ACCOUNT_ID } from "./model/shared";
import type { Stored } from "./store";
import { type Values, list, objects, text, texts } from "./values";

/** Where to add a call that is not modelled. */
const HERE = "local/aws/api.ts";

interface Request {
  readonly account: Account;
  readonly region: string;
  readonly body: Values;
}

type Action = (request: Request) => Values;

interface Tagged {
  readonly arn: string;
  readonly tags: Record<string, string>;
}

/** The resources of a region that have tags; those of IAM are no part of this API. */
const taggedResources = (account: Account, region: string): Tagged[] =>
  account
    .everything()
    .filter((resource) => resource.region === region)
    .map((resource) => ({ arn: arnOf(resource), tags: account.tagsOf(resource) }))
    .filter(({ arn, tags }) => arn !== "" && Object.keys(tags).length > 0);

/** The AWS provider gives most resources an ARN as output, NAT gateways not. */
const arnOf = ({ id, region, outputs }: Stored): string =>
  id.startsWith("nat-")
    ? `arn:aws:ec2:${region}:${ACCOUNT_ID}:natgateway/${id}`
    : text(outputs["arn"]);

/** Whether an ARN is of a type such as `ec2` or `ec2:elastic-ip`. */
function isOfType(arn: string, type: string): boolean {
  const [, , service, , , resource = ""] = arn.split(":");
  return type === service || type === `${service}:${resource.split("/")[0]}`;
}

const getResources: Action = ({ account, region, body }) => {
  const { PaginationToken: token, ResourcesPerPage: perPage = 50, ...rest } = body;
  const known = ["TagFilters", "ResourceTypeFilters"];
  const unknown = Object.keys(rest).find((key) => !known.includes(key));
  if (unknown) {
    throw new AwsError(
      "InvalidParameterException",
      `${unknown} is not modelled: add it to ${HERE}`,
    );
  }
  const size = Number(perPage);
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw new AwsError("InvalidParameterException", "ResourcesPerPage must be between 1 and 100");
  }
  const types = texts(body["ResourceTypeFilters"]);
  const found = taggedResources(account, region)
    .filter(({ arn }) => types.length === 0 || types.some((type) => isOfType(arn, type)))
    .filter(({ tags }) =>
      objects(body["TagFilters"]).every(({ Key: key, Values: values }) => {
        const value = tags[text(key)];
        return value !== undefined && (list(values).length === 0 || list(values).includes(value));
      }),
    )
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  // The token is the last ARN of the page before, so that resources made in between shift nothing.
  const after = Buffer.from(text(token), "base64").toString();
  const left = found.filter(({ arn }) => arn > after);
  const page = left.slice(0, size);
  const next = left.length > size ? (page.at(-1)?.arn ?? "") : "";
  return {
    PaginationToken: Buffer.from(next).toString("base64"),
    ResourceTagMappingList: page.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};

/** Calls of the JSON protocol, by their target. */
const actions: Readonly<Record<string, Action>> = {
  "ResourceGroupsTaggingAPI_20170126.GetResources": getResources,
};

const callerIdentity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::${ACCOUNT_ID}:user/local</Arn>
    <UserId>AIDALOCALEXAMPLE00000</UserId>
    <Account>${ACCOUNT_ID}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, body: Values): Answer => ({
  status,
  type: "application/x-amz-json-1.1",
  body: JSON.stringify(body),
});

function answerTarget(target: string, request: Request): Answer {
  const action = actions[target];
  if (!action) {
    return json(400, {
      __type: "UnknownOperationException",
      message: `${target} is not modelled by the embedded AWS: add it to ${HERE}`,
    });
  }
  try {
    return json(200, action(request));
  } catch (error) {
    return error instanceof AwsError
      ? json(400, { __type: error.code, message: error.text })
      : json(500, { __type: "InternalFailure", message: String(error) });
  }
}

/** Calls of the query protocol, by their action. */
function answerQuery(action: string): Answer {
  const type = "text/xml";
  return action === "GetCallerIdentity"
    ? { status: 200, type, body: callerIdentity }
    : {
        status: 400,
        type,
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${
          /^\w+$/.test(action) ? action : "this request"
        } is not modelled by the embedded AWS: add it to ${HERE}</Message></Error></ErrorResponse>`,
      };
}

/** The region that a request is signed for. */
const signedRegion = (authorization = ""): string =>
  /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1] ?? "us-east-1";

/** Serves the account over AWS's HTTP API, on a free port of the loopback interface. Signatures are not checked. */
export async function serveApi(account: Account): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void textOf(incoming).then((body) => {
      const target = incoming.headers["x-amz-target"];
      let answer: Answer;
      try {
        answer =
          typeof target === "string"
            ? answerTarget(target, {
                account,
                region: signedRegion(incoming.headers.authorization),
                body: JSON.parse(body || "{}") as Values,
              })
            : answerQuery(new URLSearchParams(body).get("Action") ?? "");
      } catch (error) {
        answer = json(400, { __type: "SerializationException", message: String(error) });
      }
      outgoing.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
