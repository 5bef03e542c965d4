// Generated from schemas/ by `npm run generate`. Do not edit.
import type { ErrorObject } from "ajv";

interface Validator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}
export declare const validateDesired: Validator;
export declare const validateConfig: Validator;
export declare const validatePlan: Validator;
export declare const validateRun: Validator;
export declare const validateLeft: Validator;
export declare const validateResult: Validator;
export declare const validateRollout: Validator;
