// Generated from schemas/ by `npm run generate`. Do not edit.
export declare const fitsDesired: (data: unknown) => boolean;
export declare const fitsConfig: (data: unknown) => boolean;
