import { fitsConfig, fitsDesired } from "../generated/checks.js";
import { validateConfig, validateDesired } from "../generated/validators.js";
import type { Schema } from "./validate.ts";

/** The schema of state files. */
export const DESIRED: Schema = { fits: fitsDesired, validator: () => validateDesired };
/** The schema of config files. */
export const CONFIG: Schema = { fits: fitsConfig, validator: () => validateConfig };
