/** Whether a program that `npm run services` installs must be there, instead of a visible skip. */
export const isCi: boolean = process.env.CI === "true";

/** Where the servers of this run are asked for (`test/services/share.ts`); `null`: this process has its own. */
export const sharedServices: string | null = process.env.WIDTHWISE_TEST_SERVICES ?? null;
