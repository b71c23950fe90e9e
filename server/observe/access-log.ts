import type { ImageAnswer } from "widthwise/handler";
import { singleFlight } from "widthwise/internal";

/** Logs requests for images. */
export type AccessLog = {
	/** Adds a line to the buffer, which is written within a second. */
	add(request: Request, answer: ImageAnswer): void;
	/** Writes the buffered lines. Never rejects. */
	close(): Promise<void>;
};

const WRITE_INTERVAL_MS = 1000;

/** Characters; a longer buffer is written at once. */
const FLUSH_LENGTH = 64_000;

/** Characters; while the buffer is longer, lines are dropped. */
const MAX_BUFFER_LENGTH = 4_000_000;

/**
 * Starts a log of image requests: one JSON object per line, with the field names of CloudFront's
 * standard logs v2, so that programs for those can read it. Nothing in it identifies visitors: no
 * address, no browser, no referring page.
 *
 * Requests never wait for the log. Lines are dropped if they cannot be written, or if 4 MB are
 * buffered. Only the first loss is reported, until a write succeeds again.
 *
 * @param options.write appends text; is not called again before it has resolved
 *
 * @example
 * const log = startAccessLog({ write: (text) => appendFile(path, text), onError: log.error });
 * log.add(request, answer);
 */
export function startAccessLog(options: {
	readonly write: (text: string) => Promise<void>;
	readonly onError: (error: unknown) => void;
}): AccessLog {
	const { write, onError } = options;
	let buffer = "";
	let isLosing = false;

	function reportLoss(cause: unknown): void {
		if (!isLosing) onError(new Error("The access log is losing lines", { cause }));
		isLosing = true;
	}

	const flush = singleFlight(async (): Promise<void> => {
		while (buffer !== "") {
			const text = buffer;
			buffer = "";
			try {
				await write(text);
				isLosing = false;
			} catch (error) {
				reportLoss(error);
			}
		}
	});

	const timer = setInterval(() => void flush(), WRITE_INTERVAL_MS);
	timer.unref();
	return {
		add(request, answer) {
			if (buffer.length > MAX_BUFFER_LENGTH) {
				reportLoss("Lines arrive faster than they can be written");
				return;
			}
			buffer += formatLine(request, answer, new Date());
			if (buffer.length > FLUSH_LENGTH) void flush();
		},
		async close() {
			clearInterval(timer);
			// The first call may join a flush that is already running; the second writes the rest.
			await flush();
			await flush();
		},
	};
}

/**
 * Formats one line of the log. `sc-bytes` counts only the body; a `Hit` came from memory or store,
 * a `Miss` was cut for this request.
 *
 * @param moment the time of the response
 *
 * @example
 * formatLine(request, answer, new Date()); // {"date":"2026-11-22","time":"10:11:12","cs-method":"GET",...}
 */
export function formatLine(request: Request, answer: ImageAnswer, moment: Date): string {
	const { method, url } = request;
	const { status, origin, bytes } = answer;
	const iso = moment.toISOString();
	const path = url.indexOf("/", url.indexOf("://") + 3);
	const questionMark = url.indexOf("?", path);
	const line = {
		date: iso.slice(0, 10),
		time: iso.slice(11, 19),
		"cs-method": method,
		"cs-uri-stem": url.slice(path, questionMark < 0 ? url.length : questionMark),
		"cs-uri-query": (questionMark < 0 ? "" : url.slice(questionMark + 1)) || "-",
		"sc-status": String(status),
		"sc-bytes": String(bytes),
		"x-edge-result-type": origin === null ? "Error" : origin === "cut" ? "Miss" : "Hit",
	};
	return `${JSON.stringify(line)}\n`;
}
