import type { ImageAnswer } from "widthwise";
import { singleFlight } from "widthwise/internal";

/** Writes down each request for an image. */
export type AccessLog = {
	/** Takes a line, at once; it is written a moment later. */
	note(request: Request, answer: ImageAnswer): void;
	/** Writes what is left. Never rejects. */
	close(): Promise<void>;
};

const WRITE_INTERVAL_MS = 1000;

/** Characters that are not left to wait for the interval, and those at which lines are dropped instead. */
const [WORTH_WRITING, MAX_WAITING] = [64_000, 4_000_000];

/**
 * Starts a log of image requests, one JSON object a line, with the names of CloudFront's standard logs
 * v2, so that whatever reads those reads it too. Nothing in it says who asked: no address, no browser,
 * no page.
 *
 * A request never waits for it. What cannot be written is dropped, and so is what comes while 4 MB
 * wait to be written; the first loss is told, the others are not until it works again.
 *
 * @param options.write appends text, one call at a time
 *
 * @example
 * const log = startAccessLog({ write: (text) => appendFile(path, text), onError: console.error });
 * log.note(request, answer);
 */
export function startAccessLog(options: {
	readonly write: (text: string) => Promise<void>;
	readonly onError: (error: unknown) => void;
}): AccessLog {
	const { write, onError } = options;
	let waiting = "";
	let isLosing = false;

	function lose(cause: unknown): void {
		if (!isLosing) onError(new Error("The access log loses lines", { cause }));
		isLosing = true;
	}

	const flush = singleFlight(async (): Promise<void> => {
		while (waiting !== "") {
			const text = waiting;
			waiting = "";
			try {
				await write(text);
				isLosing = false;
			} catch (error) {
				lose(error);
			}
		}
	});

	const timer = setInterval(() => void flush(), WRITE_INTERVAL_MS);
	timer.unref();
	return {
		note(request, answer) {
			if (waiting.length > MAX_WAITING) {
				lose("It is written more slowly than images are asked for");
				return;
			}
			waiting += formatLine(request, answer, new Date());
			if (waiting.length > WORTH_WRITING) void flush();
		},
		async close() {
			clearInterval(timer);
			// Once for what is on its way, once for what came meanwhile.
			await flush();
			await flush();
		},
	};
}

/**
 * One line of the log. `sc-bytes` counts the image alone; a `Hit` came from the memory or the store, a
 * `Miss` was cut for this request.
 *
 * @param moment when it was answered
 *
 * @example
 * formatLine(request, answer, new Date()); // {"date":"2026-11-22","time":"10:11:12","cs-method":"GET",...}
 */
export function formatLine(request: Request, answer: ImageAnswer, moment: Date): string {
	const { method, url } = request;
	const { status, origin, bytes } = answer;
	const iso = moment.toISOString();
	const path = url.indexOf("/", url.indexOf("://") + 3);
	const mark = url.indexOf("?", path);
	const line = {
		date: iso.slice(0, 10),
		time: iso.slice(11, 19),
		"cs-method": method,
		"cs-uri-stem": url.slice(path, mark < 0 ? url.length : mark),
		"cs-uri-query": (mark < 0 ? "" : url.slice(mark + 1)) || "-",
		"sc-status": String(status),
		"sc-bytes": String(bytes),
		"x-edge-result-type": origin === null ? "Error" : origin === "cut" ? "Miss" : "Hit",
	};
	return `${JSON.stringify(line)}\n`;
}
