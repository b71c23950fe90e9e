import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSummary, summarize } from "../statistics.ts";
import type { Table } from "../table.ts";
import { untilOnHomePage, upload } from "./client.ts";
import { distinctCopy } from "./photo.ts";
import { freePort, type Running, run, runWidthwise } from "./processes.ts";

const ROUNDS = 5;
const SECONDS = 4;

/**
 * Requests a second for an image that has been cut before: Widthwise over its whole road (URL, snap,
 * negotiation, memory), nginx over a static file of the same bytes. wrk asks both in turns.
 *
 * @example
 * console.log(formatTable(await measureHits(photo)));
 */
export async function measureHits(photo: Uint8Array): Promise<Table> {
	const widthwise = await runWidthwise();
	const folder = await mkdtemp(join(tmpdir(), "widthwise-nginx-"));
	const rates: { readonly nginx: number[]; readonly ours: number[] } = { nginx: [], ours: [] };
	let bytes = 0;
	let nginx: Running | undefined;
	try {
		const [accepted] = await upload(widthwise.url, [distinctCopy(photo, 0)]);
		if (!accepted) throw new Error("The upload was not accepted");
		await untilOnHomePage(widthwise.url, accepted.id);
		const ours = `${widthwise.url}${accepted.url}?width=1000&format=webp`;
		const image = await (await fetch(ours)).arrayBuffer();
		bytes = image.byteLength;
		nginx = await runNginx(folder, new Uint8Array(image));
		for (let round = 0; round < ROUNDS; round++) {
			rates.nginx.push(requestsPerSecond(`${nginx.url}/image.webp`));
			rates.ours.push(requestsPerSecond(ours));
		}
	} finally {
		await nginx?.stop();
		await widthwise.stop();
		await rm(folder, { recursive: true });
	}
	const [theirs, mine] = [summarize(rates.nginx), summarize(rates.ours)];
	return {
		title: `Hits: requests a second for an image of ${(bytes / 1000).toFixed(0)} kB (wrk, 2 threads, 64 connections)`,
		head: ["server", "median (spread)", "ratio"],
		rows: [
			["nginx, static file", formatSummary(theirs, "/s"), "1.00x"],
			[
				"Widthwise, from memory",
				formatSummary(mine, "/s"),
				`${(mine.median / theirs.median).toFixed(2)}x`,
			],
		],
	};
}

async function runNginx(folder: string, image: Uint8Array): Promise<Running> {
	const port = freePort();
	// nginx drops its rights: the folder must be open to others.
	await chmod(folder, 0o755);
	await Bun.write(join(folder, "image.webp"), image);
	const config = `
		daemon off; worker_processes auto; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
		events { worker_connections 1024; }
		http {
			access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
			open_file_cache max=100; types { image/webp webp; }
			client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
			fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi;
			scgi_temp_path ${folder}/scgi;
			server { listen 127.0.0.1:${port}; root ${folder}; }
		}`;
	await Bun.write(join(folder, "nginx.conf"), config);
	return run(["nginx", "-c", join(folder, "nginx.conf")], {
		url: `http://127.0.0.1:${port}`,
		readyPath: "/image.webp",
	});
}

function requestsPerSecond(url: string): number {
	const wrk = Bun.spawnSync(["wrk", "-t2", "-c64", `-d${SECONDS}s`, url]);
	const output = wrk.stdout.toString();
	const rate = /Requests\/sec:\s+([\d.]+)/.exec(output)?.[1];
	if (!rate || output.includes("Non-2xx")) throw new Error(`wrk failed: ${output}${wrk.stderr}`);
	return Number(rate);
}
