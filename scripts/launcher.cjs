#!/usr/bin/env node
// What was compiled when the program was built counts for just that Node. Another one compiles it anew, and from Node 22 on
// keeps what it compiled for the next start.
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

function load() {
  const filename = `${__dirname}/program.cjs`;
  try {
    const cachedData = readFileSync(`${__dirname}/program-${process.version}-${process.arch}.bin`);
    return new Script(readFileSync(filename, "latin1"), { filename, cachedData }).runInThisContext();
  } catch {
    require("node:module").enableCompileCache?.();
    return require("./program.cjs");
  }
}

load()(require, (name) => import(name), {
  get url() {
    return require("node:url").pathToFileURL(__filename).href;
  },
});
