/** The only variables that the bare machine takes from the host as they are. */
const ALLOWED = [
  ...["CI", "TERM", "NO_COLOR"],
  ...["http_proxy", "https_proxy", "all_proxy", "no_proxy"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"],
];

/** Variables whose value is the path of a file with certificates. */
const CERTIFICATES = [
  ...["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE"],
  "npm_config_cafile",
];

/** The home of the user of a bare machine: root. */
export const HOME = "/root";

/** Variables that do not depend on the host. */
const OWN = {
  HOME,
  PATH: "/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
};

/** Go's settings that say where modules come from and how they are checked. */
export const GO_SETTINGS = [
  ...["GOPROXY", "GOFLAGS", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE", "GOINSECURE"],
  "GOTOOLCHAIN",
];

/** npm's settings that say where packages come from and how they are checked. */
export const NPM_SETTINGS = ["registry", "cafile"];

export type Variables = Readonly<Record<string, string>>;

/**
 * The whole environment of the bare machine.
 *
 * @param go values of GO_SETTINGS on the host
 * @param npm values of NPM_SETTINGS on the host
 */
export function selectVariables(env: NodeJS.ProcessEnv, go: Variables, npm: Variables): Variables {
  const fromNpm: Variables = Object.fromEntries(
    Object.entries(npm).map(([name, value]) => [`npm_config_${name}`, value]),
  );
  const given: NodeJS.ProcessEnv = { ...env, ...fromNpm, ...go };
  const names = [...ALLOWED, ...CERTIFICATES, ...GO_SETTINGS, "npm_config_registry"];
  const selected = names.flatMap((name) => {
    const value = given[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(selected), ...OWN };
}

/** Paths of the files with certificates that the variables name. */
export const certificateFiles = (variables: Variables): string[] => [
  ...new Set(CERTIFICATES.flatMap((name) => variables[name] ?? [])),
];

/** A text to print: URLs lose the user and the password that a proxy or a registry may need. */
export const withoutCredentials = (text: string): string =>
  text.replaceAll(/(\b[a-z+]+:\/\/)[^/@\s]+@/gi, "$1…@");
