/** Settings of a program, by name. */
export type Environment = Readonly<Record<string, string>>;

const REQUIRED = ["DATABASE_URL", "REDIS_URL", "MEDIA_STORE", "PUBLIC_STORE"];

/**
 * Reads a file of environment lines, `NAME=value`, as printed by `test/services/start-all.ts`.
 *
 * @throws {Error} if the file or a setting is missing
 *
 * @example
 * const { DATABASE_URL } = await readEnvironmentFile("services.env");
 */
export async function readEnvironmentFile(path: string): Promise<Environment> {
	const file = Bun.file(path);
	if (!(await file.exists())) throw new Error(`File not found: ${path}`);
	const lines = (await file.text()).split("\n");
	const environment: Record<string, string> = {};
	for (const line of lines) {
		const [, name, value = ""] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
		if (name !== undefined) environment[name] = value;
	}
	const missing = REQUIRED.filter((name) => !environment[name]);
	if (missing.length > 0) throw new Error(`${path} must set ${missing.join(", ")}`);
	return environment;
}
