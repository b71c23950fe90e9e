/** Settings of a program, by name. */
export type Environment = Readonly<Record<string, string>>;

const REQUIRED = ["DATABASE_URL", "REDIS_URL", "MEDIA_STORE", "PUBLIC_STORE"];

/**
 * Reads a file of environment lines, `NAME=value`, as `test/services/start-all.ts` prints it.
 *
 * @throws {Error} if there is none, or a setting is missing
 *
 * @example
 * const { DATABASE_URL } = await readEnvironmentFile("services.env");
 */
export async function readEnvironmentFile(path: string): Promise<Environment> {
	const file = Bun.file(path);
	if (!(await file.exists())) throw new Error(`There is no file ${path}`);
	const lines = (await file.text()).split("\n");
	const environment: Record<string, string> = {};
	for (const line of lines) {
		const [, name, value = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
		if (name !== undefined) environment[name] = value;
	}
	const missing = REQUIRED.filter((name) => !environment[name]);
	if (missing.length > 0) throw new Error(`${path} does not say ${missing.join(", ")}`);
	return environment;
}
