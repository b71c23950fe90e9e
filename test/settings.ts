/** Whether this is CI, where a missing program fails its tests instead of skipping them. */
export const isCi: boolean = process.env.CI === "true";

/** The address of `test/services/share.ts`; `null` if this process starts servers of its own. */
export const sharedServices: string | null = process.env.WIDTHWISE_TEST_SERVICES ?? null;
