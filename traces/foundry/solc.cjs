#!/usr/bin/env node
// The Solidity compiler from the npm registry, as forge calls one: `--version` and `--standard-json`.
//
// The package's own binding passes the input on the stack of the compiled program, which overflows on large
// inputs. Here the input is a string on its heap.
"use strict";

const compiler = require("solc/soljson.js");

function compile(input) {
  const size = compiler.lengthBytesUTF8(input) + 1;
  const pointer = compiler._solidity_alloc(size);
  compiler.stringToUTF8(input, pointer, size);
  return compiler.UTF8ToString(compiler._solidity_compile(pointer, 0, 0));
}

const version = compiler.UTF8ToString(compiler._solidity_version());
const options = process.argv.slice(2);
if (options.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version.replace("Emscripten.clang", "Linux.g++")}`);
} else if (options.includes("--standard-json")) {
  process.stdout.write(compile(require("node:fs").readFileSync(0, "utf8")));
} else {
  console.error("solc.cjs knows --version and --standard-json");
  process.exitCode = 2;
}
