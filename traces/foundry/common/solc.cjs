#!/usr/bin/env node
// The Solidity compiler from the npm registry, as forge calls one: `--version` and `--standard-json`.
//
// The package's own binding passes the input on the stack of the compiled program, which overflows on large
// inputs. Here the input is a string on its heap. That heap ends too, at some 13 MB of sources: files that no other
// file imports, as tests are, are compiled some at a time, on as many threads as there are cores.
"use strict";

const { readFileSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const { posix } = require("node:path");
const { Worker, isMainThread, parentPort } = require("node:worker_threads");
const compiler = require("solc/soljson.js");

// How much of such files is compiled at a time: less, and what they import is compiled too often.
const BATCH = 4_000_000;

function compile(input) {
  const text = JSON.stringify(input);
  const size = compiler.lengthBytesUTF8(text) + 1;
  const pointer = compiler._solidity_alloc(size);
  compiler.stringToUTF8(text, pointer, size);
  const output = JSON.parse(compiler.UTF8ToString(compiler._solidity_compile(pointer, 0, 0)));
  compiler._solidity_reset();
  return output;
}

// The input in parts. In each the files of the others are empty, so that a file has the same number in all of them.
function batches(input) {
  const imported = new Set();
  for (const [path, { content }] of Object.entries(input.sources)) {
    for (const [, name] of content.matchAll(/^\s*import\b[^;"']*["']([^"']+)["']/gm)) {
      imported.add(name.startsWith(".") ? posix.join(posix.dirname(path), name) : name);
    }
  }
  const size = (path) => input.sources[path].content.length;
  const alone = Object.keys(input.sources).filter((path) => !imported.has(path));
  const total = alone.reduce((sum, path) => sum + size(path), 0);
  const parts = Array.from({ length: Math.max(1, Math.ceil(total / BATCH)) }, () => ({ paths: [], size: 0 }));
  for (const path of alone.sort((one, other) => size(other) - size(one))) {
    const smallest = parts.reduce((least, part) => (part.size < least.size ? part : least));
    smallest.paths.push(path);
    smallest.size += size(path);
  }
  const empty = { content: "// SPDX-License-Identifier: UNLICENSED\npragma solidity >=0.0;\n" };
  return parts.map(({ paths }, number) => {
    const own = new Set(paths);
    const elsewhere = new Set(alone.filter((path) => !own.has(path)));
    const sources = Object.entries(input.sources).map(([path, source]) => [path, elsewhere.has(path) ? empty : source]);
    // What is imported is asked for once.
    const asked = Object.entries(input.settings.outputSelection).filter(([path]) =>
      number === 0 ? !elsewhere.has(path) : own.has(path),
    );
    const settings = { ...input.settings, outputSelection: Object.fromEntries(asked) };
    return { ...input, sources: Object.fromEntries(sources), settings };
  });
}

// The outputs of the parts, each compiled by the next thread that is free.
async function compileAll(parts) {
  if (parts.length === 1) return parts.map(compile);
  const outputs = [];
  let next = 0;
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(__filename);
      let at;
      const give = () => {
        if (next === parts.length) return worker.terminate().then(resolve);
        at = next++;
        worker.postMessage(parts[at]);
      };
      worker.on("message", (output) => {
        outputs[at] = output;
        give();
      });
      worker.on("error", reject);
      give();
    });
  await Promise.all(Array.from({ length: Math.min(parts.length, availableParallelism()) }, work));
  return outputs;
}

function merge(outputs) {
  const errors = new Map(outputs.flatMap((output) => (output.errors ?? []).map((error) => [error.formattedMessage, error])));
  const contracts = Object.assign({}, ...outputs.map((output) => output.contracts));
  return { errors: [...errors.values()], sources: outputs[0].sources, contracts };
}

const version = compiler.UTF8ToString(compiler._solidity_version());
const options = process.argv.slice(2);
if (!isMainThread) {
  parentPort.on("message", (input) => parentPort.postMessage(compile(input)));
} else if (options.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version.replace("Emscripten.clang", "Linux.g++")}`);
} else if (options.includes("--standard-json")) {
  const input = JSON.parse(readFileSync(0, "utf8"));
  compileAll(batches(input)).then((outputs) => process.stdout.write(JSON.stringify(merge(outputs))));
} else {
  console.error("solc.cjs knows --version and --standard-json");
  process.exitCode = 2;
}
