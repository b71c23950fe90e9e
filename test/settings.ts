import { delimiter } from "node:path";

/** Whether this is CI, where a missing program fails its tests instead of skipping them. */
export const isCi: boolean = process.env.CI === "true";

/** The address of `test/services/share.ts`; `null` if this process starts servers of its own. */
export const sharedServices: string | null = process.env.WIDTHWISE_TEST_SERVICES ?? null;

/** The folders in which programs are looked up, in order. */
export const searchPath: readonly string[] = (process.env.PATH ?? "").split(delimiter);

const S3_KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

/** Who has the access keys of S3 now. */
const borrowers = new Set<object>();

/**
 * Sets the access keys of S3 in the environment of this process, where the AWS SDK reads them, until the
 * results of all calls are disposed of. Does nothing without keys. The S3 servers of tests have the same
 * keys, so that several may be in use.
 */
export function lendS3Keys(environment: Readonly<Record<string, string>>): Disposable {
	const borrower = {
		[Symbol.dispose]() {
			if (!borrowers.delete(borrower) || borrowers.size > 0) return;
			for (const name of S3_KEYS) delete process.env[name];
		},
	};
	if (S3_KEYS.every((name) => environment[name] !== undefined)) {
		for (const name of S3_KEYS) process.env[name] = environment[name];
		borrowers.add(borrower);
	}
	return borrower;
}
