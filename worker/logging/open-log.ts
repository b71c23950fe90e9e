import { isatty } from "node:tty";
import { type DestinationStream, pino, stdTimeFunctions } from "pino";
import { describeError } from "./describe-error.ts";
import type { Log, LogFields, LogFormat, LogLevel } from "./log.ts";

/** Standard error: standard output is for what a program prints. */
const STDERR = 2;

/** Bytes; while more wait to be written, lines are dropped. */
const MAX_BUFFER_BYTES = 4_000_000;

/**
 * Opens the log of a process, on standard error. JSON lines are written in the background, and what is
 * left when the process exits. Only errors are written at once: the process may end with them, and a
 * line that is being written then is lost.
 *
 * @param options.program the process's role: each line names it
 * @param options.level less important lines are left out
 * @param options.descriptor of the file to write to; default: standard error
 *
 * @example
 * const log = await openLog({ program: "server", level: "info", format: "auto" });
 * log.info("Published a photo", { photoId, ms: 812 });
 */
export async function openLog(options: {
	readonly program: string;
	readonly level: LogLevel;
	readonly format: LogFormat;
	readonly descriptor?: number;
}): Promise<Log> {
	const { program, level, format, descriptor = STDERR } = options;
	const isPretty = format === "auto" ? isatty(descriptor) : format === "pretty";
	const form = {
		level,
		base: { program, pid: process.pid },
		timestamp: stdTimeFunctions.isoTime,
		formatters: { level: (label: string) => ({ level: label }) },
	};
	const logger = pino(form, isPretty ? await prettyStream(descriptor) : jsonStream(descriptor));
	const errors = isPretty ? logger : pino(form, pino.destination({ dest: descriptor, sync: true }));
	return {
		debug: (message, fields) => logger.debug(fields ?? {}, message),
		info: (message, fields) => logger.info(fields ?? {}, message),
		warn: (message, fields) => logger.warn(fields ?? {}, message),
		error(error: unknown, fields?: LogFields) {
			const { message, ...described } = describeError(error);
			errors.error({ ...fields, ...described }, message);
		},
		isOn: (wanted) => logger.isLevelEnabled(wanted),
	};
}

function jsonStream(descriptor: number): DestinationStream {
	return pino.destination({ dest: descriptor, sync: false, maxLength: MAX_BUFFER_BYTES });
}

/** On this thread: pino's own way is a thread whose modules Bun does not find. */
async function prettyStream(descriptor: number): Promise<DestinationStream> {
	// Programs that write JSON need not load it.
	const { isColorSupported, PinoPretty } = await import("pino-pretty");
	return PinoPretty({
		destination: descriptor,
		sync: true,
		colorize: isColorSupported && isatty(descriptor),
		translateTime: "SYS:HH:MM:ss",
		ignore: "program,pid",
		singleLine: true,
	});
}
