import type { Browser } from "playwright-core";
import { untilOnHomePage, upload } from "../harness/client.ts";
import { runWidthwise } from "../harness/processes.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { fiftyPhotos } from "./fifty-photos.ts";
import { launchBrowser, type Network, type Visit, visitOnPhone } from "./visit.ts";

const VISITS = 5;

/** A good 4G network. */
const MOBILE: Network = { name: "10 Mbit/s, 60 ms", bits: 10e6, latency: 60 };

/**
 * Measures the size of the site with fifty photos, and the largest contentful paint on a phone.
 *
 * @example
 * for (const table of await measureWebsite(photo)) console.log(formatTable(table));
 */
export async function measureWebsite(photo: Uint8Array): Promise<readonly Table[]> {
	await using server = await runWidthwise();
	const accepted = await upload(server.url, await fiftyPhotos(photo));
	for (const { id } of accepted) await untilOnHomePage(server.url, id);
	await using browser = await launchBrowser();
	const photoPage = `${server.url}/photos/${accepted[0]?.id}`;
	return [
		await weighPage(server.url),
		await timePages(browser, { "home, fifty photos": server.url, "a photo": photoPage }),
	];
}

/** The sizes of page, style sheet and scripts for a browser that accepts only gzip. */
async function weighPage(address: string): Promise<Table> {
	const page = await fetchText(address);
	const paths = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)];
	const files = await Promise.all(
		paths.map(async ([, path = ""]) => [path, await fetchText(address + path)] as const),
	);
	const rows = [["/", page] as const, ...files].map(([path, { text, sent }]) => [
		path.replace(/\/assets\/[^/]+\//, ""),
		kilobytes(new TextEncoder().encode(text).length),
		kilobytes(sent),
	]);
	const total = files.reduce((sum, [, { sent }]) => sum + sent, page.sent);
	return {
		title: "The home page with fifty photos: its text",
		head: ["file", "kB", "kB with gzip"],
		rows: [...rows, ["together", "", kilobytes(total)]],
	};
}

async function fetchText(
	address: string,
): Promise<{ readonly text: string; readonly sent: number }> {
	const headers = { "Accept-Encoding": "gzip" };
	const raw = await fetch(address, { headers, decompress: false });
	const bytes = await raw.bytes();
	const isSmall = raw.headers.get("content-encoding") === "gzip";
	const text = new TextDecoder().decode(isSmall ? Bun.gunzipSync(bytes) : bytes);
	return { text, sent: bytes.length };
}

async function timePages(
	browser: Browser,
	pages: Readonly<Record<string, string>>,
): Promise<Table> {
	const rows: string[][] = [];
	for (const [name, address] of Object.entries(pages)) {
		const first = await visitOnPhone(browser, address, null);
		rows.push(rowOf(`${name}; its images are cut for this visit`, [first]));
		for (const network of [null, MOBILE]) {
			const visits: Visit[] = [];
			for (let i = 0; i < VISITS; i++) visits.push(await visitOnPhone(browser, address, network));
			rows.push(rowOf(`${name}; ${network?.name ?? "this machine's network"}`, visits));
		}
	}
	return {
		title: `Largest contentful paint on a phone (390 x 844 at 3, processor slowed 4 times, first visits)`,
		head: ["page", "median (spread)", "of", "layout shift", "images, kB"],
		rows,
	};
}

function rowOf(name: string, visits: readonly Visit[]): string[] {
	const shift = Math.max(...visits.map(({ layoutShift }) => layoutShift));
	return [
		name,
		formatSummary(summarize(visits.map(({ largestPaint }) => largestPaint)), "ms"),
		visits.every(({ isPhoto }) => isPhoto) ? "a photo" : "something else",
		shift.toFixed(3),
		kilobytes(summarize(visits.map(({ bytes }) => bytes.image)).median),
	];
}

function kilobytes(bytes: number): string {
	return (bytes / 1000).toFixed(1);
}
