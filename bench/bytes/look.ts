import { join } from "node:path";
import { type LineProcess, startLineProcess } from "../harness/line-process.ts";
import { processorTime } from "../harness/process-usage.ts";
import { RIVALS } from "../harness/rivals.ts";

/** Measures how far pictures look from their originals. */
export type Look = AsyncDisposable & {
	/**
	 * Returns Butteraugli's 3-norm: 0 for identical pictures; about 1 is hardly visible.
	 *
	 * @param original path of the photo
	 * @param picture path of the picture
	 * @param width pixels at which it is shown
	 */
	distance(original: string, picture: string, width: number): Promise<number>;
	/** The processor time of all measurements so far, in milliseconds. */
	processorTime(): number;
};

/**
 * Starts the measurement. bench/rivals/look.mjs describes it.
 *
 * @throws {Error} if Butteraugli is not installed
 *
 * @example
 * await using look = startLook();
 * await look.distance("photo.jpg", "photo-1088.avif", 990); // 1.3
 */
export function startLook(): Look {
	if (Bun.which("butteraugli_main") === null) {
		throw new Error("This needs Butteraugli: apt-get install libjxl-devtools");
	}
	const judge: LineProcess = startLineProcess(["node", join(RIVALS, "look.mjs")]);
	return {
		async distance(original, picture, width) {
			const request = { original, picture, width };
			return (await judge.request<{ readonly distance: number }>(request)).distance;
		},
		processorTime: () => processorTime(judge.pid, { children: true }),
		[Symbol.asyncDispose]: judge[Symbol.asyncDispose],
	};
}
