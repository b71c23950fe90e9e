import { createRequire } from "node:module";
import { isCi } from "../config.ts";

/** A Node.js release that functions run on. */
export type NodeRelease = {
	readonly major: number;
	/** Its program; empty where it is missing. */
	readonly node: string;
	/** Not installed, so its tests are skipped; on CI they must fail instead. */
	readonly isMissing: boolean;
};

/** The releases that AWS runs our functions on, now and next. */
export const nodes: readonly NodeRelease[] = [22, 24].map((major) => {
	const node = packaged(`node-${major}/bin/node`);
	return { major, node, isMissing: node === "" && !isCi };
});

function packaged(program: string): string {
	try {
		return createRequire(import.meta.url).resolve(program);
	} catch {
		return "";
	}
}
