import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgress } from "../report/progress.ts";
import { formatRatio, formatSummary, summarize } from "../statistics.ts";
import type { Table } from "../table.ts";
import { startJudge } from "./judge.ts";
import { installRivals } from "./rivals.ts";
import {
	HEADERS,
	type ImageServer,
	ROUND_WIDTH,
	type ServedPhotos,
} from "./servers/image-server.ts";
import { startIpx } from "./servers/ipx.ts";
import { buildNext, startNext } from "./servers/next.ts";
import { hasImageFilter, NGINX_CUTS, startNginxCuts } from "./servers/nginx.ts";
import { layPhotos } from "./servers/photo-folder.ts";
import { startWidthwise } from "./servers/widthwise.ts";

const ROUNDS = 15;

/**
 * A visitor's first request of a width, over HTTP: Widthwise cuts it from the mezzanine that it made
 * when it published the photo; IPX, Next.js and nginx cut it from the original. All to 400 px. Every
 * round is a photo that nobody asked for before; they take turns. How near the pictures are to the
 * exact resize is said beside their times.
 *
 * @example
 * console.log(formatTable(await measureMisses(photo)));
 */
export async function measureMisses(photo: Uint8Array): Promise<Table> {
	installRivals();
	const site = await buildNext();
	const served = await layPhotos(photo, { first: 0, count: ROUNDS + 1 });
	const servers: ImageServer[] = [];
	try {
		servers.push(await startIpx(served), await startNext(site, served));
		const widthwise = await startWidthwise(served);
		servers.push(widthwise);
		if (hasImageFilter()) servers.push(await startNginxCuts(served));
		servers.push(widthwise.inJpeg);
		const samples = await measureInTurns(servers);
		return await tableOf(servers, samples, served);
	} finally {
		for (const server of servers) await server.stop();
		await Promise.all([site.remove(), served.remove()]);
	}
}

async function measureInTurns(
	servers: readonly ImageServer[],
): Promise<ReadonlyMap<ImageServer, readonly number[]>> {
	const progress = createProgress();
	const samples = new Map(servers.map((server): [ImageServer, number[]] => [server, []]));
	for (let photo = 0; photo <= ROUNDS; photo++) {
		progress.show(`misses: round ${photo} of ${ROUNDS}`);
		for (let i = 0; i < servers.length; i++) {
			// Nobody comes always after the same one.
			const server = servers[(i + photo) % servers.length];
			if (!server) continue;
			const milliseconds = await timed(server.url(photo, ROUND_WIDTH));
			// The first round warms all up and is not counted.
			if (photo > 0) samples.get(server)?.push(milliseconds);
		}
	}
	progress.done();
	return samples;
}

async function timed(url: string): Promise<number> {
	const start = performance.now();
	await image(url);
	return performance.now() - start;
}

async function image(url: string): Promise<Uint8Array> {
	const response = await fetch(url, { headers: HEADERS });
	const bytes = new Uint8Array(await response.arrayBuffer());
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return bytes;
}

async function tableOf(
	servers: readonly ImageServer[],
	samples: ReadonlyMap<ImageServer, readonly number[]>,
	served: ServedPhotos,
): Promise<Table> {
	const pictures = await judged(servers, served);
	const rows = servers.map((server, i) => {
		const own = samples.get(server) ?? [];
		// WebP beside WebP, JPEG beside JPEG.
		const ours = servers.find(({ name, format }) => {
			return name.startsWith("Widthwise") && format === server.format;
		});
		const theirs = ours ? (samples.get(ours) ?? []) : [];
		const ratios = own.map((milliseconds, round) => milliseconds / (theirs[round] ?? 0));
		const { bytes, ssim } = pictures[i] ?? { bytes: 0, ssim: 0 };
		return [
			server.name,
			server.format,
			formatSummary(summarize(own), "ms"),
			server === ours ? "1.00x" : formatRatio(summarize(ratios)),
			String(bytes),
			ssim.toFixed(4),
		];
	});
	return {
		title: `A miss over HTTP: ${ROUND_WIDTH} px of a photo of ${((served.photos[0]?.length ?? 0) / 1e6).toFixed(1)} MB`,
		head: ["server", "format", "median (spread)", "to Widthwise", "bytes", "SSIM"],
		rows,
		samples: Object.fromEntries([...samples].map(([server, own]) => [`${server.name}, ms`, own])),
		missing: servers.some(({ name }) => name === NGINX_CUTS) ? [] : [NGINX_CUTS],
	};
}

async function judged(servers: readonly ImageServer[], { folder }: ServedPhotos) {
	const judge = startJudge();
	const temporary = await mkdtemp(join(tmpdir(), "widthwise-judged-"));
	const original = join(folder, "0.jpg");
	const pictures: { readonly bytes: number; readonly ssim: number }[] = [];
	try {
		for (const server of servers) {
			const bytes = await image(server.url(0, ROUND_WIDTH));
			const picture = join(temporary, "picture");
			await Bun.write(picture, bytes);
			const ssim = await judge.ssim(original, picture, ROUND_WIDTH);
			pictures.push({ bytes: bytes.length, ssim });
		}
	} finally {
		await judge.stop();
		await rm(temporary, { recursive: true });
	}
	return pictures;
}
