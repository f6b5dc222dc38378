#!/usr/bin/env node
// forge from the npm registry, with the build away from the sources unless the caller says where.
//
// Its own umbrella package asks for platforms that the registry does not have, so the platforms are asked for here.
"use strict";

const { spawnSync } = require("node:child_process");
const { chmodSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
const program = process.platform === "win32" ? "forge.exe" : "forge";

function find() {
  if (process.env.FORGE) return process.env.FORGE;
  try {
    return require.resolve(`@foundry-rs/forge-${platform}/bin/${program}`);
  } catch {
    console.error(`forge.cjs: the registry has no forge for ${platform}, or \`npm ci\` did not run; FORGE=PATH names another`);
    process.exit(1);
  }
}

// An exported project is plain files, and forge starts the compiler as a program.
chmodSync(join(__dirname, "solc.cjs"), 0o755);
const build = join(tmpdir(), "counterfoil-forge", Buffer.from(__dirname).toString("hex").slice(-40));
const env = { FOUNDRY_OUT: join(build, "out"), FOUNDRY_CACHE_PATH: join(build, "cache"), ...process.env };
const { status, error } = spawnSync(find(), process.argv.slice(2), { cwd: __dirname, stdio: "inherit", env });
if (error) throw error;
process.exit(status ?? 1);
