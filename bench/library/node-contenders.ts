import { join } from "node:path";
import { startLineProcess } from "../harness/line-process.ts";
import { memoryOf } from "../harness/process-usage.ts";
import { RIVALS } from "../harness/rivals.ts";
import type { Contender } from "./contender.ts";
import { installedBytes } from "./installed-bytes.ts";
import { JSQUASH, type PackedLibrary } from "./packed-library.ts";

const RIVAL_MODULES = join(RIVALS, "node_modules");

/**
 * Returns the rivals on Node, as their documentation uses them: sharp first, which all are compared with.
 *
 * @example
 * const [sharp, jsquash] = await rivalsOnNode();
 */
export async function rivalsOnNode(): Promise<readonly Contender[]> {
	const jsquash = ["@jsquash/jpeg", "@jsquash/resize", "@jsquash/webp"];
	return [
		onNode(
			"sharp",
			join(RIVALS, "engines/sharp.mjs"),
			await installedBytes(RIVAL_MODULES, ["sharp"]),
		),
		onNode(
			"jSquash",
			join(RIVALS, "engines/jsquash.mjs"),
			await installedBytes(RIVAL_MODULES, jsquash),
		),
	];
}

/**
 * Returns the packed library on Node, with both of its engines for Node.
 *
 * @example
 * const contenders = await oursOnNode(await installLibrary(folder, archive));
 */
export async function oursOnNode({ folder, bytes }: PackedLibrary): Promise<readonly Contender[]> {
	const modules = join(folder, "node_modules");
	const withJsquash = await installedBytes(modules, ["widthwise", ...JSQUASH]);
	return [
		onNode("Widthwise, vips", join(folder, "vips.mjs"), bytes),
		onNode("Widthwise, jsquash", join(folder, "jsquash.mjs"), withJsquash),
	];
}

function onNode(name: string, module: string, size: number): Contender {
	return {
		name,
		installedBytes: size,
		countsStart: true,
		async start() {
			const child = startLineProcess(["node", join(RIVALS, "engines/serve.mjs"), module]);
			return {
				render: (job) => child.request(job),
				peakMemory: () => memoryOf(child.pid).peak,
				[Symbol.asyncDispose]: child[Symbol.asyncDispose],
			};
		},
	};
}
