// Plain JavaScript: runs on any Node 20+ before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Bun that everything runs on, as the lockfile pins it. */
export const BUN = join(ROOT, "node_modules", "bun", "bin", "bun.exe");

const STAMP = join(ROOT, "node_modules", ".widthwise-install.json");

/** What a server needs, and what its developers need. */
const SCOPES = {
	server: ["ci", "-w", "server", "--include-workspace-root", "--omit=dev"],
	all: ["ci"],
	// Adds what is missing and leaves the rest, so that a running server keeps its files.
	rest: ["install"],
};

/**
 * Installs what is missing: once, and again when the lockfile changed.
 *
 * @param {"server" | "all"} scope
 */
export function install(scope) {
	const lock = createHash("sha256")
		.update(readFileSync(join(ROOT, "package-lock.json")))
		.digest("hex");
	const done = readStamp();
	const isSame = done.lock === lock && existsSync(BUN);
	if (isSame && (done.scope === scope || done.scope === "all")) return;
	console.log("Installing (only the first time, and after updates) ...");
	const npm = process.platform === "win32" ? "npm.cmd" : "npm";
	const hasNpm = spawnSync(npm, ["--version"]).status === 0;
	if (hasNpm || !process.versions.bun) {
		const options = ["--no-audit", "--no-fund", "--loglevel=error"];
		run(npm, [...SCOPES[isSame ? "rest" : scope], ...options]);
	} else {
		// Bun alone: it reads npm's lockfile, and must not leave one of its own.
		run(process.execPath, [
			"install",
			"--no-save",
			...(scope === "server" ? ["--production"] : []),
		]);
	}
	if (spawnSync(BUN, ["--version"]).status !== 0) {
		// npm may be told to skip install scripts; Bun's own puts its binary in place.
		run(process.execPath, [join(ROOT, "node_modules", "bun", "install.js")]);
	}
	writeFileSync(STAMP, JSON.stringify({ lock, scope }));
}

function readStamp() {
	try {
		return JSON.parse(readFileSync(STAMP, "utf8"));
	} catch {
		return {};
	}
}

function run(command, words) {
	const { status, error } = spawnSync(command, words, {
		cwd: ROOT,
		stdio: ["ignore", "inherit", "inherit"],
	});
	if (status === 0) return;
	console.error(
		`Could not install: ${command} ${words.join(" ")} failed${error ? `: ${error.message}` : ""}`,
	);
	process.exit(1);
}
