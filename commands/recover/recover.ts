import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StateResource, readExport } from "../../stack/export";
import { nameIn } from "../../stack/resource";
import { findCreated, type PendingCreate, type TaggingIn } from "./created-id";

/** Runs the Pulumi CLI on one stack and returns its standard output; rejects if it fails. */
export type Pulumi = (...args: readonly string[]) => Promise<string>;

export interface Recovered {
  /** Created in AWS, missing in the state, and now imported. */
  readonly imported: readonly string[];
  /** Pending when the update was killed, and not found in AWS: the next update creates it. */
  readonly dropped: readonly string[];
  /** Several resources match, so that the user has to choose: URN -> ids. */
  readonly ambiguous: Readonly<Record<string, readonly string[]>>;
}

/**
 * Repairs the state of a stack after an update was killed (power cut, SIGKILL, lost runner).
 *
 * The engine records pending creations in the state. The next update would create a resource again if AWS
 * created it but the engine did not record the result. That can fail: the address of a NAT gateway would be
 * in use by the unrecorded one. So each pending creation is looked up in AWS, and existing resources are
 * imported into the state. Nothing in AWS is changed.
 */
export async function recover(pulumi: Pulumi, taggingIn: TaggingIn): Promise<Recovered> {
  const exported = readExport(JSON.parse(await pulumi("stack", "export")));
  const { resources, pending_operations: operations } = exported.deployment;
  if (operations.length === 0) return { imported: [], dropped: [], ambiguous: {} };

  const pending = operations
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => resource);
  const knownIds = new Set(resources.flatMap(({ id }) => id ?? []));
  const found = await Promise.all(
    pending.map(async (resource) => ({
      resource,
      ids: await findCreated(pendingCreate(resource), knownIds, taggingIn),
    })),
  );

  const ambiguous = found.filter(({ ids }) => ids.length > 1);
  if (ambiguous.length > 0) {
    return {
      imported: [],
      dropped: [],
      ambiguous: Object.fromEntries(ambiguous.map(({ resource, ids }) => [resource.urn, ids])),
    };
  }

  const settled = { ...exported, deployment: { ...exported.deployment, pending_operations: [] } };
  await withFile(settled, (file) => pulumi("stack", "import", "--file", file));
  const imported: string[] = [];
  for (const { resource, ids } of found) {
    if (ids[0] !== undefined && (await importOne(pulumi, resource, ids[0]))) {
      imported.push(resource.urn);
    }
  }
  return {
    imported,
    dropped: pending.map(({ urn }) => urn).filter((urn) => !imported.includes(urn)),
    ambiguous: {},
  };
}

function pendingCreate({ urn, type, inputs = {} }: StateResource): PendingCreate {
  return { urn, type, inputs };
}

/** False if AWS has no such resource. */
async function importOne(pulumi: Pulumi, resource: StateResource, id: string): Promise<boolean> {
  const { urn, type, parent, provider } = resource;
  const names = { parent, provider: provider ? providerUrn(provider) : undefined };
  const request = {
    nameTable: names,
    resources: [
      {
        type,
        name: nameIn(urn),
        id,
        parent: parent ? "parent" : undefined,
        provider: provider ? "provider" : undefined,
      },
    ],
  };
  try {
    await withFile(request, (file) =>
      pulumi(
        ...["import", "--file", file, "--yes", "--skip-preview"],
        ...["--protect=false", "--generate-code=false"],
      ),
    );
    return true;
  } catch (error) {
    if (/does not exist|not found/i.test(String(error))) return false;
    throw error;
  }
}

/** A provider reference is `<urn>::<id>`. */
function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

async function withFile<T>(content: unknown, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-recover-"));
  try {
    const file = join(folder, "content.json");
    await writeFile(file, JSON.stringify(content), { mode: 0o600 });
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
