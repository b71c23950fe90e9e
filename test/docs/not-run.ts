/** Pages whose commands and programs have a test of their own, and where it is. */
export const OWN_TEST: Readonly<Record<string, string>> = {
	"docs/bundlers.md": "test/package/bundlers/bundlers.test.ts",
	"docs/command-line.md": "test/core/cli/examples.test.ts",
};

/** Languages of blocks that are no code, and what they are. */
export const NOT_CODE: Readonly<Record<string, string>> = {
	mermaid: "a diagram",
};

/** Blocks in no language, or in one that no test runs, and why. */
export const UNTESTED: Readonly<Record<string, string>> = {
	"README.md (2)": "what npm start prints: test/server/starting-and-stopping.test.ts",
	"docs/first-steps-server.md: Start (2)": "the same",
	"docs/first-steps-buckets.md: Read the result": "what the command above it prints",
	"docs/http-api.md: Events": "what the server sends: test/server/photos/publishing.test.ts",
	"docs/operation.md: Backups (2)": "a crontab; test/faults/backups.test.ts runs its command",
	"docs/deployment.md: On one machine, behind a proxy (2)": "a Caddyfile; no test has Caddy",
	"docs/deployment.md: On one machine, behind a proxy (3)":
		"a service of systemd, which needs root",
};

/** Programs that are compiled but not run, and why. */
export const ONLY_COMPILED: Readonly<Record<string, string>> = {
	"docs/cookbook.md: Make photos smaller before an upload":
		"needs a browser: test/core/engines/canvas.test.ts",
};
