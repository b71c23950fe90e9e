import { delimiter } from "node:path";

/** Whether this is CI, where a missing program fails its tests instead of skipping them. */
export const isCi: boolean = process.env.CI === "true";

/** The address of `test/services/share.ts`; `null` if this process starts servers of its own. */
export const sharedServices: string | null = process.env.WIDTHWISE_TEST_SERVICES ?? null;

/** The folders in which programs are looked up, in order. */
export const searchPath: readonly string[] = (process.env.PATH ?? "").split(delimiter);

/** How the run has Bun compile: processes that are started with an environment of their own get it, too. */
export const compilerSettings: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(process.env).flatMap(([name, value]) =>
		/^BUN_(JSC_|RUNTIME_TRANSPILER_)/.test(name) && value !== undefined ? [[name, value]] : [],
	),
);

/**
 * Sets the access keys of S3 in the environment of this process, where the AWS SDK reads them, until the
 * result is disposed of. The S3 servers of tests have the same keys, so that several may be in use.
 */
export function lendS3Keys(environment: Readonly<Record<string, string>>): Disposable {
	const lent = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].filter(
		(name) => environment[name] !== undefined && process.env[name] === undefined,
	);
	for (const name of lent) process.env[name] = environment[name];
	return {
		[Symbol.dispose]() {
			for (const name of lent) delete process.env[name];
		},
	};
}
