import { describe } from "vitest";
import { rollbacksAreFinished } from "../helpers/killed-rollback.ts";

/** The way back with most kinds of calls; of the others test/full, and test/app/way-back in process. */
describe("a rollback that is killed is finished by the same command", () => rollbacksAreFinished(["drain"]));
