import { createLogReader, createWidthHistogram, emptyLineCounts } from "widthwise/tuning";
import { createRandom, type Random } from "../harness/random.ts";
import { formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";

const LINES = 100_000;
const ROUNDS = 9;
const CHUNK_BYTES = 262_144;
const AGENT =
	"Mozilla/5.0%20(iPhone;%20CPU%20iPhone%20OS%2018_0%20like%20Mac%20OS%20X)%20Safari/604.1";

/** Formats one request as a log line. */
type WriteLine = (id: string, query: string) => string;

const cloudfront: WriteLine = (id, query) =>
	`2026-11-22\t10:11:12\tFRA56-P7\t9936\t203.0.113.7\tGET\td111.cloudfront.net\t/media/${id}/blue-hour.jpg\t200\thttps://example.com/\t${AGENT}\t${query}\t-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms==\texample.com\thttps\t23\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\timage/webp\t9936\t-\t-`;
const combined: WriteLine = (id, query) =>
	`203.0.113.7 - - [22/Nov/2026:10:11:12 +0000] "GET /media/${id}/blue-hour.jpg?${query} HTTP/1.1" 200 9936 "https://example.com/" "${AGENT}"`;
const json: WriteLine = (id, query) =>
	`{"date":"2026-11-22","time":"10:11:12","cs-method":"GET","cs-uri-stem":"/media/${id}/blue-hour.jpg","cs-uri-query":"${query}","sc-status":"200","sc-bytes":"9936","x-edge-result-type":"Hit"}`;

/**
 * Measures how many log lines per second one core reads from memory, by format. The lines are random: a
 * third have a density, some have parameters that need the slow path.
 *
 * @example
 * console.log(formatTable(measureReading()));
 */
export function measureReading(): Table {
	const formats: readonly (readonly [string, WriteLine])[] = [
		["CloudFront standard log, tabs", cloudfront],
		["nginx and Apache combined", combined],
		["JSON lines: Widthwise's own", json],
	];
	const rows = formats.map(([name, write]) => {
		const log = drawLog(write);
		const perSecond = Array.from({ length: ROUNDS }, () => LINES / readSeconds(log) / 1e6);
		return [
			name,
			(log.length / LINES).toFixed(0),
			// The first round is a warm-up.
			formatSummary(summarize(perSecond.slice(1)), "million"),
		];
	});
	return {
		title: `Reading logs: lines a second, one core`,
		head: ["format", "bytes a line", "median (spread)"],
		rows,
	};
}

function drawLog(write: WriteLine): Uint8Array {
	const random = createRandom(1);
	const lines = Array.from(
		{ length: LINES },
		() => `${write(drawId(random), drawQuery(random))}\n`,
	);
	return new TextEncoder().encode(lines.join(""));
}

function drawQuery(random: Random): string {
	const width = 1 + Math.floor(random() * 2000);
	const kind = random();
	if (kind < 0.6) return `width=${width}`;
	if (kind < 0.9) return `width=${width}&dpr=${kind < 0.75 ? 2 : 2.625}`;
	return `width=${width}&utm_source=mail`;
}

function drawId(random: Random): string {
	return Array.from({ length: 4 }, () =>
		Math.floor(random() * 2 ** 32)
			.toString(16)
			.padStart(8, "0"),
	).join("");
}

function readSeconds(log: Uint8Array): number {
	const counts = emptyLineCounts();
	const start = performance.now();
	const reader = createLogReader(createWidthHistogram(), counts);
	for (let at = 0; at < log.length; at += CHUNK_BYTES) {
		reader.push(log.subarray(at, at + CHUNK_BYTES));
	}
	reader.end();
	if (counts.images !== LINES) throw new Error(`Read ${counts.images} images of ${LINES}`);
	return (performance.now() - start) / 1000;
}
