import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { formatSummary, summarize } from "../statistics.ts";
import type { Table } from "../table.ts";
import { untilOnHomePage, upload } from "./client.ts";
import { distinctCopy } from "./photo.ts";
import { freePort, ROOT, type Running, run, runWidthwise } from "./processes.ts";

const ROUNDS = 15;
const ASKED = 400;

/**
 * A visitor's first request of a width, over HTTP: Widthwise cuts it from a mezzanine, IPX 3 from the
 * original, both to the same size, as WebP of quality 78. Every round is a photo nobody asked for
 * before; the two take turns.
 *
 * @example
 * console.log(formatTable(await measureMisses(photo)));
 */
export async function measureMisses(photo: Uint8Array): Promise<Table> {
	const folder = await mkdtemp(join(tmpdir(), "widthwise-ipx-"));
	const copies = Array.from({ length: ROUNDS + 1 }, (_, i) => distinctCopy(photo, i));
	for (const [i, copy] of copies.entries()) await Bun.write(join(folder, `${i}.jpg`), copy);
	const ipx = await runIpx(folder);
	const widthwise = await runWidthwise();
	const ipxMs: number[] = [];
	const ourMs: number[] = [];
	let sizes: readonly [number, number] = [0, 0];
	try {
		const photos = await upload(widthwise.url, copies);
		for (const { id } of photos) await untilOnHomePage(widthwise.url, id);
		const width = snapWidth(ASKED, DEFAULT_BUCKETS);
		// The first round warms both up and is not counted.
		for (const [i, { url }] of photos.entries()) {
			const theirs = await timed(`${ipx.url}/w_${width},f_webp,q_78/${i}.jpg`);
			const ours = await timed(`${widthwise.url}${url}?width=${ASKED}&format=webp`);
			sizes = [theirs.bytes, ours.bytes];
			if (i === 0) continue;
			ipxMs.push(theirs.milliseconds);
			ourMs.push(ours.milliseconds);
		}
	} finally {
		await ipx.stop();
		await widthwise.stop();
		await rm(folder, { recursive: true });
	}
	const [theirs, ours] = [summarize(ipxMs), summarize(ourMs)];
	return {
		title: `A miss: ${ASKED} px WebP of a ${(photo.length / 1e6).toFixed(1)} MB photo, over HTTP`,
		head: ["server", "median (spread)", "bytes", "ratio"],
		rows: [
			["IPX 3.1 (sharp)", formatSummary(theirs, "ms"), String(sizes[0]), "1.0x"],
			[
				"Widthwise",
				formatSummary(ours, "ms"),
				String(sizes[1]),
				`${(theirs.median / ours.median).toFixed(1)}x faster`,
			],
		],
	};
}

async function runIpx(folder: string): Promise<Running> {
	const rivals = join(ROOT, "bench/rivals");
	const port = freePort();
	const install = Bun.spawnSync(["npm", "install", "--no-audit", "--no-fund", "--silent"], {
		cwd: rivals,
	});
	if (install.exitCode !== 0) throw new Error("Could not install the rivals in bench/rivals");
	const bin = join(rivals, "node_modules/ipx/bin/ipx.mjs");
	const command = ["node", bin, "serve", "--dir", folder, "--host", "127.0.0.1"];
	return run([...command, "--port", String(port)], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/w_16/0.jpg",
	});
}

async function timed(
	url: string,
): Promise<{ readonly milliseconds: number; readonly bytes: number }> {
	const start = performance.now();
	const response = await fetch(url, { headers: { Accept: "image/webp" } });
	const bytes = (await response.arrayBuffer()).byteLength;
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return { milliseconds: performance.now() - start, bytes };
}
