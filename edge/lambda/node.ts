import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/** The major version that the functions run on in AWS. */
const MAJOR = 22;

/**
 * Finds a Node.js to run functions: the installed package with AWS's major version, else the one on
 * the PATH if it is not older.
 *
 * @returns its path
 * @throws {Error} if there is none
 *
 * @example
 * findNode(); // "/srv/widthwise/node_modules/node-22/bin/node"
 */
export function findNode(): string {
	const node = packagedNode() ?? "node";
	const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
	const major = Number(/^v(\d+)\./.exec(stdout ?? "")?.[1] ?? 0);
	if (major >= MAJOR) return node;
	const found = major === 0 ? "none is on the PATH" : `the one on the PATH is ${stdout.trim()}`;
	throw new Error(`The edge's Lambda needs Node.js ${MAJOR} or later: ${found}`);
}

function packagedNode(): string | null {
	try {
		return createRequire(import.meta.url).resolve(`node-${MAJOR}/bin/node`);
	} catch {
		return null;
	}
}
