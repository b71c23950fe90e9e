import { delimiter } from "node:path";

/** Whether this is CI, where a missing program fails its tests instead of skipping them. */
export const isCi: boolean = process.env.CI === "true";

/** The address of `test/services/share.ts`; `null` if this process starts servers of its own. */
export const sharedServices: string | null = process.env.WIDTHWISE_TEST_SERVICES ?? null;

/** The folders in which programs are looked up, in order. */
export const searchPath: readonly string[] = (process.env.PATH ?? "").split(delimiter);

/** What the clients of AWS read from the environment of their process, and servers under test set. */
export const LENT_SETTINGS = [
	"AWS_ACCESS_KEY_ID",
	"AWS_SECRET_ACCESS_KEY",
	// Read once by each client, at its first request.
	"AWS_ENDPOINT_URL_CLOUDFRONT",
] as const;

/** Who has each of them now. */
const borrowers = new Map<string, Set<object>>(LENT_SETTINGS.map((name) => [name, new Set()]));

/**
 * Sets what the AWS SDK reads in the environment of this process, as far as it is given, until the
 * results of all calls are disposed of. The S3 servers of tests have the same keys, so that several may
 * be in use.
 *
 * @throws if another value is lent
 */
export function lendAwsSettings(environment: Readonly<Record<string, string>>): Disposable {
	const borrower = {
		[Symbol.dispose]() {
			for (const [name, all] of borrowers) {
				if (all.delete(borrower) && all.size === 0) delete process.env[name];
			}
		},
	};
	for (const [name, all] of borrowers) {
		const value = environment[name];
		if (value === undefined) continue;
		if (all.size > 0 && process.env[name] !== value) throw new Error(`${name} is lent already`);
		process.env[name] = value;
		all.add(borrower);
	}
	return borrower;
}
