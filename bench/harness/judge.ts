import { join } from "node:path";
import { startLineProcess } from "./line-process.ts";
import { RIVALS } from "./rivals.ts";

/** Measures the similarity of pictures to the exact resize of their original. */
export type Judge = AsyncDisposable & {
	/**
	 * Returns the SSIM, which is 1 for identical pictures.
	 *
	 * @param original path of the photo
	 * @param picture path of the resized picture; it must be `width` pixels wide
	 */
	ssim(original: string, picture: string, width: number): Promise<number>;
};

/**
 * Starts the judge. bench/rivals/judge.mjs describes the measurement.
 *
 * @example
 * await using judge = startJudge();
 * await judge.ssim("photo.jpg", "photo-400.webp", 400); // 0.98
 */
export function startJudge(): Judge {
	const judge = startLineProcess(["node", join(RIVALS, "judge.mjs")]);
	return {
		async ssim(original, picture, width) {
			const request = { original, picture, width };
			return (await judge.request<{ readonly ssim: number }>(request)).ssim;
		},
		[Symbol.asyncDispose]: judge[Symbol.asyncDispose],
	};
}
