import { configDefaults, defineConfig } from "vitest/config";

/** `--mode full`: test/full too, the whole matrix of faults over HTTP. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(mode === "full" ? [] : ["test/full/**"])],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: [],
    // Processes and WebAssembly: more at once than there are cores only makes each slower.
    maxWorkers: 2,
  },
}));
