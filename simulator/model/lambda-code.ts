import { type Value, isObject, object, text } from "./values";

/**
 * The files of an archive of texts, by their paths. Unit tests pass the archive as the SDK's own
 * object, whose files are not read: nothing is run there.
 */
export function filesOf(code: Value): Record<string, string> {
  const { assets } = object(code);
  return Object.fromEntries(
    Object.entries(object(isPromise(assets) ? {} : assets)).map(([path, asset]) => [
      path,
      text(object(asset)["text"]),
    ]),
  );
}

const isPromise = (value: unknown): boolean => value instanceof Promise;

/** Only an archive of texts can be stored and run later by another process. */
export function codeProblem(code: Value): string | undefined {
  const { assets } = object(code);
  if (isPromise(assets)) {
    return undefined;
  }
  const inline =
    isObject(assets) &&
    Object.values(assets).every((asset) => typeof object(asset)["text"] === "string");
  return inline && Object.keys(assets).length > 0
    ? undefined
    : "the simulator keeps code as an archive of texts only, new AssetArchive({ path: new StringAsset(…) }): others go into simulator/model/lambda-code.ts";
}
