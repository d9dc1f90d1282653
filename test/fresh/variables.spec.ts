import assert from "node:assert/strict";
import { certificateFiles, selectVariables, withoutCredentials } from "./variables";

const OWN = ["HOME", "PATH"];

describe("environment of the bare machine", () => {
  it("has nothing of the host but what is allowed", () => {
    const env = {
      HOME: "/home/me",
      PATH: "/home/me/bin",
      AWS_PROFILE: "prod",
      NODE_OPTIONS: "--inspect",
      PULUMI_ACCESS_TOKEN: "secret",
      npm_config_prefix: "/home/me",
      GOPATH: "/home/me/go",
      https_proxy: "http://proxy:3128",
      CI: "true",
    };
    const variables = selectVariables(env, {}, {});
    assert.deepEqual(Object.keys(variables), ["CI", "https_proxy", ...OWN]);
    assert.equal(variables["HOME"], "/root");
    assert.doesNotMatch(variables["PATH"]!, /home/);
  });

  it("has the settings of Go and npm that say where packages come from", () => {
    const go = { GOPROXY: "https://go.example", GOFLAGS: "" };
    const npm = { registry: "https://npm.example/", cafile: "/etc/own.pem" };
    const variables = selectVariables({ GOFLAGS: "-x" }, go, npm);
    assert.deepEqual(
      { ...variables, PATH: "" },
      {
        npm_config_cafile: "/etc/own.pem",
        GOPROXY: "https://go.example",
        npm_config_registry: "https://npm.example/",
        HOME: "/root",
        PATH: "",
      },
    );
  });

  it("names the files with certificates, each once", () => {
    const env = { SSL_CERT_FILE: "/etc/own.pem", NODE_EXTRA_CA_CERTS: "/etc/own.pem" };
    const variables = selectVariables(env, {}, { cafile: "/etc/npm.pem" });
    assert.deepEqual(certificateFiles(variables), ["/etc/own.pem", "/etc/npm.pem"]);
  });

  it("is printed without users and passwords", () => {
    assert.equal(
      withoutCredentials("http_proxy=http://me:secret@proxy:3128, https://key@go.example,direct"),
      "http_proxy=http://…@proxy:3128, https://…@go.example,direct",
    );
    assert.equal(withoutCredentials("http://proxy:3128/a@b"), "http://proxy:3128/a@b");
  });
});
