/** The owner's token of servers under test. */
export const TOKEN = "test-owner-token-0123456789";

/** Settings of a server under test, in place of those of {@link serverEnvironment}. */
export type Environment = Readonly<Record<string, string>>;

/** The environment of a server under test. */
export function serverEnvironment(dataDir: string, environment: Environment): Environment {
	return {
		DATA_DIR: dataDir,
		PORT: "0",
		HOST: "127.0.0.1",
		OWNER_TOKEN: TOKEN,
		// It takes seconds of processor time for each photo. Tests of it turn it on.
		FIRST_SET: "false",
		AVIF: "false",
		// Tests of the log ask for more.
		LOG_LEVEL: "warn",
		...environment,
	};
}
