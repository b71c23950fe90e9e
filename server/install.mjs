// Plain JavaScript: runs on any Node 20+ before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Bun that runs all programs, at the lockfile's version. */
export const BUN = join(ROOT, "node_modules", "bun", "bin", "bun.exe");

const STAMP = join(ROOT, "node_modules", ".widthwise-install.json");

/** npm's own record of what is in node_modules. */
const HIDDEN_LOCK = join(ROOT, "node_modules", ".package-lock.json");

/** Each scope contains the ones before it. */
const SCOPES = ["server", "edge", "all"];

/** npm's arguments for what a server needs, what the edge needs too, and what developers need. */
const WORKSPACES = {
	server: ["-w", "server", "--include-workspace-root", "--omit=dev"],
	edge: ["-w", "server", "-w", "edge", "--include-workspace-root", "--omit=dev"],
	all: [],
};

/**
 * Installs missing packages: the first time, and after changes of the lockfile.
 *
 * @param {"server" | "edge" | "all"} scope
 */
export function install(scope) {
	const lock = createHash("sha256")
		.update(readFileSync(join(ROOT, "package-lock.json")))
		.digest("hex");
	const installed = readStamp();
	const isCurrent = installed.lock === lock && existsSync(BUN);
	if (isCurrent && SCOPES.indexOf(installed.scope) >= SCOPES.indexOf(scope)) return;
	// Packages that npm installed without this program may be a developer's: none is removed.
	const isByHand = scope !== "server" && !installed.lock && existsSync(HIDDEN_LOCK);
	console.error("Installing packages (only the first time and after updates)…");
	const npm = process.platform === "win32" ? "npm.cmd" : "npm";
	const hasNpm = spawnSync(npm, ["--version"]).status === 0;
	if (hasNpm || !process.versions.bun) {
		const options = ["--no-audit", "--no-fund", "--loglevel=error"];
		// `ci` would remove the files of a running server; `install` only adds what is missing.
		const verb = isCurrent || isByHand ? "install" : "ci";
		run(npm, [verb, ...WORKSPACES[isByHand ? "all" : scope], ...options]);
	} else {
		// There is no npm. Bun reads npm's lockfile; --no-save keeps it from writing its own.
		run(process.execPath, ["install", "--no-save", ...(scope === "all" ? [] : ["--production"])]);
	}
	if (spawnSync(BUN, ["--version"]).status !== 0) {
		// npm may be configured to skip install scripts; Bun's script puts its binary in place.
		run(process.execPath, [join(ROOT, "node_modules", "bun", "install.js")]);
	}
	writeFileSync(STAMP, JSON.stringify({ lock, scope: isByHand ? "all" : scope }));
}

function readStamp() {
	try {
		return JSON.parse(readFileSync(STAMP, "utf8"));
	} catch {
		return {};
	}
}

function run(command, args) {
	const { status, error } = spawnSync(command, args, {
		cwd: ROOT,
		// Standard output is the program's alone: it may be a file.
		stdio: ["ignore", 2, 2],
	});
	if (status === 0) return;
	console.error(
		`Could not install: ${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`,
	);
	process.exit(1);
}
