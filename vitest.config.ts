import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest, begun first: else one worker waits for the other in the end. A fresh checkout has no times of an
 * earlier run, by which Vitest would sort.
 */
const LONGEST = [
  "full/faults",
  "engine/optimal",
  "e2e/fleet",
  "e2e/safety",
  "e2e/team",
  "e2e/servers",
  "e2e/killed",
  "fuzz/fuzz",
  "e2e/examples-graph",
  "e2e/examples",
  "docs/pages",
  "e2e/ui",
  "sandbox/hostile",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** `--mode full`: test/full too, the whole matrix of faults over HTTP. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(mode === "full" ? [] : ["test/full/**"])],
    // By `--coverage`; scripts/coverage.mjs says it in short.
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/generated/**", "src/ui/**"],
      reporter: ["json-summary"],
      reportsDirectory: "node_modules/.cache/coverage",
      reportOnFailure: true,
    },
    sequence: { sequencer: LongestFirst },
    // Only what hangs meets them: at a load of 20 the longest test takes a minute.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: [],
    // Half of the time a test waits for processes that it has started: one file more than there are usually cores.
    maxWorkers: 3,
  },
}));
