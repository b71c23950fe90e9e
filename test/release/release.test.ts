import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { BUCKETS } from "../edge/urls.ts";
import { ROOT } from "../house/source-files.ts";
import { requiresOnCi } from "../requirements.ts";
import { sharedBundles } from "../services/shared.ts";
import { type Clone, cloneRepository } from "./clone.ts";
import { type Registry, startRegistry } from "./registry.ts";
import { type Job, readWorkflow } from "./workflow.ts";

const { scripts } = await Bun.file(join(ROOT, "package.json")).json();
const { build, publish } = (await readWorkflow("release.yml")).jobs;
const [publishCommand = "", githubCommand = ""] = commandsOf(publish);

const BUNDLES = ["viewer-request.js", "origin-request.zip", "validate.zip"];
const MODULE = "terraform-module.tar.gz";
/** With what a shell would take for its own. */
const NOTES = '### Added\n\n- "Quoted" & `$HOME`.';

/** What a job runs; packages are linked into the clone instead of being installed. */
function commandsOf(job: Job | undefined): readonly string[] {
	const commands = (job?.steps ?? []).flatMap(({ run }) => run || []);
	return commands.filter((command) => command !== "npm run packages");
}

/** What `npm run` would start, without npm, whose own start takes longer than most of it. */
function withoutNpm(command: string): string {
	const [, script = "", words = ""] = /^npm run ([\w:]+)(?: -- (.*))?$/.exec(command) ?? [];
	return `${scripts[script]} ${words}`;
}

const hasNpm = Bun.which("npm") !== null && Bun.which("node") !== null;

requiresOnCi(hasNpm, "no npm").describe("a release, made in a clean clone", () => {
	let clone: Clone;
	let registry: Registry;
	let version = "";
	/** What the job that builds printed. */
	let building = "";
	/** Built in this checkout. */
	let ours: Awaited<ReturnType<typeof sharedBundles>>;
	const pathOf = (name: string) => join(clone.folder, name);
	const bytesOf = (name: string) => Bun.file(pathOf(`dist/${name}`)).bytes();
	const run = (command: string) =>
		clone.run(command, {
			GITHUB_REF_NAME: `v${version}`,
			WIDTH_BUCKETS: BUCKETS.join(),
			// As npm tells the scripts that it runs.
			...(command.startsWith("npm run") ? {} : { npm_config_registry: registry.url }),
		});
	const succeed = async (command: string) => {
		const { status, output } = await run(command);
		expect(status, output).toBe(0);
		return output;
	};

	beforeAll(async () => {
		registry = startRegistry();
		clone = await cloneRepository(registry.npmrc);
		({ version } = await Bun.file(pathOf("core/package.json")).json());
		const changelog = await Bun.file(pathOf("CHANGELOG.md")).text();
		const entry = `## [${version}] - 2026-11-30\n\n${NOTES}\n\n## `;
		await Bun.write(
			pathOf("CHANGELOG.md"),
			changelog.replace(/^## /m, () => entry),
		);
		[ours, building] = await Promise.all([
			sharedBundles(),
			succeed(commandsOf(build).map(withoutNpm).join("\n")),
		]);
	});
	afterAll(async () => {
		await clone?.remove();
		await registry?.stop();
	});

	test("builds all that is attached, and its sums are right", async () => {
		const built = (await readdir(pathOf("dist"))).sort();
		const others = ["SHA256SUMS", MODULE, `widthwise-${version}.tgz`];
		expect(built).toEqual([...BUNDLES, ...others].sort());
		const checked = await succeed("cd dist && sha256sum --check --strict SHA256SUMS");
		expect(checked.match(/: OK$/gm)).toHaveLength(5);
	});

	test("builds the same bundles, byte for byte, as another checkout in another folder", async () => {
		expect(await bytesOf("viewer-request.js")).toEqual(
			new TextEncoder().encode(ours.viewerRequest),
		);
		// Compared as a whole: a difference would be printed byte by byte.
		for (const [name, zip] of [
			["origin-request.zip", ours.originRequest],
			["validate.zip", ours.validate],
		] as const) {
			expect(Buffer.compare(await bytesOf(name), zip), name).toBe(0);
		}
	});

	test("packs the build and the types of the library, and says where it is from", async () => {
		const archive = new Bun.Archive(await bytesOf(`widthwise-${version}.tgz`));
		const files = await archive.files();
		for (const name of ["LICENSE", "README.md", "dist/mod.js", "dist/mod.d.ts"]) {
			expect([...files.keys()]).toContain(`package/${name}`);
		}
		const manifest = JSON.parse((await files.get("package/package.json")?.text()) ?? "");
		expect(manifest).toMatchObject({
			name: "widthwise",
			version,
			publishConfig: { provenance: true },
		});
		expect(manifest.repository.url).toMatch(/^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
	});

	test("packs the Terraform module with its bundles where it looks for them", async () => {
		const files = await new Bun.Archive(await bytesOf(MODULE)).files();
		for (const name of BUNDLES) {
			const packed = await files.get(`edge/dist/${name}`)?.bytes();
			expect(Buffer.compare(packed ?? new Uint8Array(), await bytesOf(name)), name).toBe(0);
		}
		const names = [...files.keys()];
		for (const name of ["cdn.tf", "cloudflare/main.tf", "README.md"]) {
			expect(names).toContain(`terraform/${name}`);
		}
		expect(names.filter((name) => /\.terraform|tfstate/.test(name))).toEqual([]);
	});

	test("publishes nothing while it is built", () => {
		expect(building).toContain("public access (dry-run)");
		expect(building).toContain(`+ widthwise@${version}`);
		expect(registry.published).toEqual([]);
	});

	test("cannot be published where no provenance can be signed", async () => {
		const { status, output } = await run(withoutNpm(publishCommand));
		expect(output).toContain("Automatic provenance generation not supported");
		expect(status).toBe(1);
		expect(registry.published).toEqual([]);
	});

	test("publishes with nothing installed, what was packed, and once however often it is run", async () => {
		await clone.uninstall();
		// Only GitHub's machines can sign a provenance.
		await succeed(`${withoutNpm(publishCommand)} --provenance=false`);
		const again = await succeed(withoutNpm(publishCommand));
		expect(again).toContain(`widthwise ${version} is published already, with the same bytes`);
		expect(registry.published.map(({ version, access }) => [version, access])).toEqual([
			[version, "public"],
		]);
		const archive = await bytesOf(`widthwise-${version}.tgz`);
		expect(registry.published[0]?.archive).toEqual(archive);
	});

	test("is refused if the version was published with other bytes", async () => {
		registry.takeVersion(version);
		// By npm itself, which must tell the script of the registry.
		const { status, output } = await run(publishCommand);
		expect(output).toContain(`widthwise ${version} is published already, with other bytes`);
		expect(status).toBe(1);
	});

	test("would be made on GitHub with the notes of the changelog and all that was built", async () => {
		const output = await succeed(`${withoutNpm(githubCommand)} --dry-run`);
		const attached = ["widthwise-VERSION.tgz", ...BUNDLES, MODULE, "SHA256SUMS"].map((name) =>
			pathOf(`dist/${name.replace("VERSION", version)}`),
		);
		const tag = `v${version}`;
		const words = ["release", "create", tag, "--verify-tag", "--title", tag, "--notes", NOTES];
		expect(output).toBe(`${["gh", ...words, ...attached].join("\n")}\n`);
	});
});
