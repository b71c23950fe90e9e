import { resolve } from "node:path";
import { RIVALS } from "../harness/rivals.ts";
import { findDeno, MINIFLARE } from "../servers/edge-programs.ts";

/** Programs, and the commands that print their versions. */
const PROGRAMS = [
	{ name: "Node.js", command: ["node", "--version"] },
	{ name: "nginx", command: ["nginx", "-v"] },
	{ name: "njs", command: ["njs", "-v"] },
	{ name: "wrk", command: ["wrk", "-v"] },
	{ name: "Chromium", command: ["chromium", "--version"] },
] as const;

/** The packages of the rivals, and of an edge. */
const PACKAGES = [
	{ name: "sharp", path: "sharp" },
	{ name: "IPX", path: "ipx" },
	{ name: "Next.js", path: "next" },
	{ name: "jSquash WebP", path: "@jsquash/webp" },
	{ name: "Photon", path: "@cf-wasm/photon" },
	{ name: "Miniflare", path: MINIFLARE },
] as const;

/**
 * Returns the versions of the installed programs and packages of a full run.
 *
 * @example
 * await installedVersions(); // { Bun: "1.4.5", "Node.js": "22.23.3", nginx: "1.22.1" }
 */
export async function installedVersions(): Promise<Readonly<Record<string, string>>> {
	const versions: Record<string, string> = { Bun: Bun.version };
	const programs = [
		...PROGRAMS,
		{ name: "Deno", command: [findDeno() ?? "deno", "--version"] },
	] as const;
	for (const { name, command } of programs) {
		const version = versionOf(command);
		if (version !== null) versions[name] = version;
	}
	for (const { name, path } of PACKAGES) {
		const file = Bun.file(resolve(RIVALS, "node_modules", path, "package.json"));
		if (await file.exists()) versions[name] = (await file.json()).version;
	}
	return versions;
}

function versionOf([program, ...args]: readonly [string, ...string[]]): string | null {
	const path = Bun.which(program);
	if (path === null) return null;
	const { stdout, stderr } = Bun.spawnSync([path, ...args]);
	return /\d+(?:\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? null;
}
