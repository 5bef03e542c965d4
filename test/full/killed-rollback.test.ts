import { describe } from "vitest";
import { rollbacksAreFinished } from "../helpers/killed-rollback.ts";

/** What test/e2e/killed-rollback has not. */
describe("a rollback that is killed is finished by the same command", () =>
  rollbacksAreFinished(["recycle", "switch"]));
