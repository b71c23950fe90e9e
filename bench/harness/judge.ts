import { join } from "node:path";
import { startLineProcess } from "./line-process.ts";
import { RIVALS } from "./rivals.ts";

/** Says how near pictures come to the exact resize of their original. */
export type Judge = AsyncDisposable & {
	/**
	 * SSIM, 1 if they are the same.
	 *
	 * @param original path of the photo
	 * @param picture path of what was made of it, `width` pixels wide; anything else is refused
	 */
	ssim(original: string, picture: string, width: number): Promise<number>;
};

/**
 * Starts the judge; how it measures is said in bench/rivals/judge.mjs.
 *
 * @example
 * await using judge = startJudge();
 * await judge.ssim("photo.jpg", "photo-400.webp", 400); // 0.98
 */
export function startJudge(): Judge {
	const judge = startLineProcess(["node", join(RIVALS, "judge.mjs")]);
	return {
		async ssim(original, picture, width) {
			const question = { original, picture, width };
			return (await judge.ask<{ readonly ssim: number }>(question)).ssim;
		},
		[Symbol.asyncDispose]: judge[Symbol.asyncDispose],
	};
}
