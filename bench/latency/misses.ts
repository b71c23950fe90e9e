import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startJudge } from "../harness/judge.ts";
import { createProgress } from "../harness/progress.ts";
import { installRivals } from "../harness/rivals.ts";
import { rotate } from "../harness/rotate.ts";
import { formatRatio, formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import {
	fetchImage,
	type ImageServer,
	ROUND_WIDTH,
	type ServedPhotos,
} from "../servers/image-server.ts";
import { startIpx } from "../servers/ipx.ts";
import { buildNext, startNext } from "../servers/next.ts";
import { hasImageFilter, NGINX_CUTS, startNginxCuts } from "../servers/nginx.ts";
import { writePhotos } from "../servers/photo-folder.ts";
import { startWidthwise } from "../servers/widthwise.ts";

const ROUNDS = 15;

/**
 * Measures the first request for a width, 400 px, over HTTP. Widthwise cuts it from the mezzanine that it
 * made when it published the photo; IPX, Next.js and nginx cut it from the original. Every round uses a
 * new photo, and the servers alternate. The table also has each picture's closeness to the exact resize.
 *
 * @example
 * console.log(formatTable(await measureMisses(photo)));
 */
export async function measureMisses(photo: Uint8Array): Promise<Table> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const site = started.use(await buildNext());
	const served = started.use(await writePhotos(photo, { first: 0, count: ROUNDS + 1 }));
	const ipx = started.use(await startIpx(served));
	const next = started.use(await startNext(site, served));
	const widthwise = started.use(await startWidthwise(served));
	const nginx = hasImageFilter() ? [started.use(await startNginxCuts(served))] : [];
	const servers = [ipx, next, widthwise, ...nginx, widthwise.inJpeg];
	return await tableOf(servers, await measureInTurns(servers), served);
}

async function measureInTurns(
	servers: readonly ImageServer[],
): Promise<ReadonlyMap<ImageServer, readonly number[]>> {
	const progress = createProgress();
	const samples = new Map(servers.map((server): [ImageServer, number[]] => [server, []]));
	for (let photo = 0; photo <= ROUNDS; photo++) {
		progress.show(`misses: round ${photo} of ${ROUNDS}`);
		for (const server of rotate(servers, photo)) {
			const start = performance.now();
			await fetchImage(server.url(photo, ROUND_WIDTH));
			// The first round is a warm-up.
			if (photo > 0) samples.get(server)?.push(performance.now() - start);
		}
	}
	progress.done();
	return samples;
}

async function tableOf(
	servers: readonly ImageServer[],
	samples: ReadonlyMap<ImageServer, readonly number[]>,
	served: ServedPhotos,
): Promise<Table> {
	const pictures = await judged(servers, served);
	const rows = servers.map((server, i) => {
		const own = samples.get(server) ?? [];
		// Compare only the same format.
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
	await using judge = startJudge();
	await using temporary = await mkdtempDisposable(join(tmpdir(), "widthwise-judged-"));
	const [original, picture] = [join(folder, "0.jpg"), join(temporary.path, "picture")];
	const pictures: { readonly bytes: number; readonly ssim: number }[] = [];
	for (const server of servers) {
		const bytes = await fetchImage(server.url(0, ROUND_WIDTH));
		await Bun.write(picture, bytes);
		const ssim = await judge.ssim(original, picture, ROUND_WIDTH);
		pictures.push({ bytes: bytes.length, ssim });
	}
	return pictures;
}
