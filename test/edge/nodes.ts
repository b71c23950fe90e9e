import { createRequire } from "node:module";
import type { Requirement } from "../requirements.ts";

/** A Node.js release for functions. */
export type NodeRelease = {
	readonly major: number;
	/** Path of its program; empty if it is missing. */
	readonly node: string;
	readonly needs: Requirement;
};

/** The releases that AWS runs our functions on, now and in the future. */
export const nodes: readonly [NodeRelease, NodeRelease] = [
	{ major: 22, node: packaged("node-22/bin/node"), needs: "node22" },
	{ major: 24, node: packaged("node-24/bin/node"), needs: "node24" },
];

function packaged(program: string): string {
	try {
		return createRequire(import.meta.url).resolve(program);
	} catch {
		return "";
	}
}
