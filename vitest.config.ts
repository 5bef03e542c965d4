import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: [],
    // Processes and WebAssembly: more at once than there are cores only makes each slower.
    maxWorkers: 2,
  },
});
