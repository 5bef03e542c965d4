#!/usr/bin/env node
// What was compiled when the program was built counts for just that Node. Another one compiles it anew, and from Node 22 on
// keeps what it compiled for the next start.
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

function load(part) {
  const filename = `${__dirname}/${part}.cjs`;
  try {
    const cachedData = readFileSync(`${__dirname}/${part}-${process.version}-${process.arch}.bin`);
    return new Script(readFileSync(filename, "latin1"), { filename, cachedData }).runInThisContext();
  } catch {
    require("node:module").enableCompileCache?.();
    return require(filename);
  }
}

load("program")(load, require, (name) => import(name), {
  get url() {
    return require("node:url").pathToFileURL(__filename).href;
  },
});
