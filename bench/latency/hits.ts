import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSummary, summarize } from "../statistics.ts";
import type { Table } from "../table.ts";
import { untilOnHomePage, upload } from "./client.ts";
import { distinctCopy } from "./photo.ts";
import { freePort, type Running, run, runWidthwise } from "./processes.ts";

const ROUNDS = 5;
const SECONDS = 4;

/** What nginx is told besides where the file is. */
const NGINX: Readonly<Record<string, string>> = {
	// As Debian ships it.
	"nginx, static file, stock settings": "sendfile on; tcp_nopush on; access_log access.log;",
	"nginx, static file, tuned":
		"sendfile on; tcp_nopush on; access_log off; open_file_cache max=100; keepalive_requests 1000000;",
};

/**
 * Requests a second for a 400 px image that has been cut before: Widthwise over its whole road (URL,
 * snap, negotiation, memory), nginx over a static file of the same bytes. wrk asks them in turns.
 *
 * @example
 * console.log(formatTable(await measureHits(photo)));
 */
export async function measureHits(photo: Uint8Array): Promise<Table> {
	const widthwise = await runWidthwise();
	const folder = await mkdtemp(join(tmpdir(), "widthwise-nginx-"));
	const rivals: Running[] = [];
	try {
		const [accepted] = await upload(widthwise.url, [distinctCopy(photo, 0)]);
		if (!accepted) throw new Error("The upload was not accepted");
		await untilOnHomePage(widthwise.url, accepted.id);
		const ours = `${widthwise.url}${accepted.url}?width=400&format=webp`;
		const image = new Uint8Array(await (await fetch(ours)).arrayBuffer());
		const targets = new Map<string, string>();
		for (const [name, settings] of Object.entries(NGINX)) {
			const nginx = await runNginx(folder, image, settings);
			rivals.push(nginx);
			targets.set(name, `${nginx.url}/image.webp`);
		}
		targets.set("Widthwise, from memory", ours);
		return tableOf(measureInTurns(targets), image.length);
	} finally {
		for (const nginx of rivals) await nginx.stop();
		await widthwise.stop();
		await rm(folder, { recursive: true });
	}
}

function measureInTurns(targets: ReadonlyMap<string, string>): ReadonlyMap<string, number[]> {
	const rates = new Map([...targets.keys()].map((name): [string, number[]] => [name, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, url] of targets) rates.get(name)?.push(requestsPerSecond(url));
	}
	return rates;
}

function tableOf(rates: ReadonlyMap<string, number[]>, bytes: number): Table {
	const first = summarize([...rates.values()][0] ?? []);
	return {
		title: `Hits: requests a second for an image of ${(bytes / 1000).toFixed(0)} kB (wrk, 2 threads, 64 connections)`,
		head: ["server", "median (spread)", "ratio"],
		rows: [...rates].map(([name, sample]) => {
			const summary = summarize(sample);
			const ratio = (summary.median / first.median).toFixed(2);
			return [name, formatSummary(summary, "/s"), `${ratio}x`];
		}),
	};
}

async function runNginx(folder: string, image: Uint8Array, settings: string): Promise<Running> {
	const port = freePort();
	const home = join(folder, String(port));
	// nginx drops its rights: the folder must be open to others.
	await mkdir(home, { recursive: true, mode: 0o755 });
	await chmod(folder, 0o755);
	await Bun.write(join(home, "image.webp"), image);
	const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
		(name) => `${name}_temp_path ${home}/${name};`,
	);
	const config = `
		daemon off; worker_processes auto; pid ${home}/nginx.pid; error_log ${home}/error.log;
		events { worker_connections 768; }
		http {
			${settings.replace("access.log", `${home}/access.log`)}
			types { image/webp webp; } ${paths.join(" ")}
			server { listen 127.0.0.1:${port}; root ${home}; }
		}`;
	await Bun.write(join(home, "nginx.conf"), config);
	return run(["nginx", "-c", join(home, "nginx.conf")], {
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
