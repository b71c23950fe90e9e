/** Whether a missing service is a failure (on CI) instead of a visible skip. */
export const isCi: boolean = process.env.CI === "true";
