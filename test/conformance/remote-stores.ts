import type { Apis } from "./apis";
import type { CleanUp } from "./clean-up";
import type { IamApi } from "./iam-api";
import { ECHO_CODE_ZIP, type Makers } from "./makers";

/** Makes buckets, roles and functions. */
export const remoteStores = (
  { lambda, s3 }: Pick<Apis, "lambda" | "s3">,
  iam: IamApi,
  unique: (name: string) => string,
  cleanUp: CleanUp,
): Pick<Makers, "bucket" | "lambda" | "object" | "role"> => ({
  bucket: async () => {
    const Bucket = unique("holdfast-conformance");
    await s3.createBucket({ Bucket });
    cleanUp.later(async () => {
      const { Contents = [] } = await s3.listObjectsV2({ Bucket });
      for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
      await s3.deleteBucket({ Bucket });
    });
    return Bucket;
  },
  object: async (Bucket, Key, Body, Metadata = {}) => {
    await s3.putObject({ Bucket, Key, Body, Metadata: { ...Metadata } });
  },
  role: (name, externalId) => iam.role(unique(name), externalId),
  lambda: async (name) => {
    await lambda.createFunction({
      FunctionName: name,
      Role: await iam.role(unique("lambda"), undefined, "lambda.amazonaws.com"),
      Code: { ZipFile: Buffer.from(ECHO_CODE_ZIP, "base64") },
      Handler: "index.handler",
      Runtime: "nodejs24.x",
    });
    cleanUp.later(() => lambda.deleteFunction({ FunctionName: name }));
  },
});
