import { cp, mkdtemp, mkdtempDisposable, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disposeInOrder, freePort, type Running, run } from "../harness/processes.ts";
import { RIVALS } from "../harness/rivals.ts";
import { type ImageServer, type ServedPhotos, WIDTHS } from "./image-server.ts";

const BIN = join(RIVALS, "node_modules/next/dist/bin/next");
const ENVIRONMENT = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

/** The `images` of Next.js's configuration; what is missing has Next.js's default. */
export type NextImages = {
	readonly deviceSizes?: readonly number[];
	readonly imageSizes?: readonly number[];
	readonly qualities: readonly number[];
	readonly formats: readonly string[];
};

/** The widths and the quality that the bench compares servers with. */
const SAME_AS_OTHERS: NextImages = {
	deviceSizes: WIDTHS,
	imageSizes: [],
	qualities: [78],
	formats: ["image/webp"],
};

/** A built Next.js site without photos; disposing deletes it. */
export type NextSite = AsyncDisposable & { readonly folder: string };

/**
 * Builds a minimal Next.js site with `next build`, in a temporary folder.
 *
 * @param images its configuration; default: the widths of the bench, in WebP
 * @throws {Error} with the build's output, if it fails
 *
 * @example
 * await using site = await buildNext();
 */
export async function buildNext(images: NextImages = SAME_AS_OTHERS): Promise<NextSite> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-next-"));
	await cp(join(RIVALS, "next"), folder, { recursive: true });
	await Bun.write(join(folder, "images.json"), JSON.stringify(images));
	await symlink(join(RIVALS, "node_modules"), join(folder, "node_modules"));
	// Turbopack refuses packages outside the folder.
	const args = ["env", "NEXT_TELEMETRY_DISABLED=1", "node", BIN, "build", "--webpack"];
	const build = Bun.spawnSync(args, { cwd: folder, stderr: "pipe" });
	if (build.exitCode !== 0) throw new Error(`next build failed: ${build.stderr}`);
	await rename(join(folder, ".next"), join(folder, "built"));
	return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/**
 * Starts a built site with photos in its `public` folder and an empty cache.
 *
 * @example
 * await using next = await startNext(site, served);
 */
export async function startNext(site: NextSite, served: ServedPhotos): Promise<ImageServer> {
	const next = await runNext(site, served);
	return {
		name: "Next.js 16 (sharp)",
		format: "webp",
		url: (photo, width) => nextImageUrl(next, photo, width, 78),
		[Symbol.asyncDispose]: next[Symbol.asyncDispose],
	};
}

/**
 * Builds the URL of an image of Next.js.
 *
 * @param quality one of the configured qualities
 *
 * @example
 * nextImageUrl(next, 0, 640, 75);
 */
export function nextImageUrl(
	{ url }: Running,
	photo: number,
	width: number,
	quality: number,
): string {
	return `${url}/_next/image?url=%2F${photo}.jpg&w=${width}&q=${quality}`;
}

/**
 * Starts a built site for images in all its widths, qualities and formats.
 *
 * @example
 * await using next = await runNext(site, served);
 */
export async function runNext(site: NextSite, { folder }: ServedPhotos): Promise<Running> {
	await using needed = new AsyncDisposableStack();
	const { path: home } = needed.use(
		await mkdtempDisposable(join(tmpdir(), "widthwise-next-start-")),
	);
	for (const name of ["next.config.mjs", "images.json", "node_modules"]) {
		await symlink(join(site.folder, name), join(home, name));
	}
	await cp(join(site.folder, "built"), join(home, ".next"), { recursive: true });
	await symlink(folder, join(home, "public"));
	const port = freePort();
	const args = ["start", "--port", String(port), "--hostname", "127.0.0.1"];
	const next = await run(["node", BIN, ...args], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/",
		cwd: home,
		env: ENVIRONMENT,
	});
	return { ...next, ...disposeInOrder(needed, next) };
}
