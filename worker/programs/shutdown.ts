import type { Log } from "../logging/log.ts";

/** How a program stops. */
export type Shutdown = {
	/** Finishes running work, or hands it back. */
	close(): Promise<void>;
	/** Says that the program will stop soon, while it still works. */
	announce?(): void;
	/** Milliseconds from `announce` to `close`. Default: none. */
	readonly noticeMs?: number;
};

/** How long a program may take to finish running work. */
const TIMEOUT_MS = 30_000;

/**
 * Shuts a program down on SIGTERM, SIGINT or SIGHUP and, if it was started with `--until-stdin-ends`,
 * when its standard input ends. A second signal ends the time of notice. Exits with 0, or with 1 if
 * `close` failed or took too long.
 *
 * @example
 * shutDownOnSignal({ close: pipeline.close }, log);
 */
export function shutDownOnSignal(shutdown: Shutdown, log: Pick<Log, "info" | "error">): void {
	const { promise: noticed, resolve: endNotice } = Promise.withResolvers<void>();
	let signals = 0;
	const shutDown = async (): Promise<void> => {
		signals++;
		if (signals > 1 || !shutdown.noticeMs) endNotice();
		if (signals > 1) return;
		log.info("Shutting down");
		shutdown.announce?.();
		setTimeout(endNotice, shutdown.noticeMs);
		await noticed;
		setTimeout(() => exitLate(log), TIMEOUT_MS).unref();
		try {
			await shutdown.close();
			process.exit(0);
		} catch (error) {
			log.error(error);
			process.exit(1);
		}
	};
	for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
		process.on(signal, () => void shutDown());
	}
	if (process.argv.includes("--until-stdin-ends")) {
		process.stdin.on("end", () => {
			void shutDown();
			endNotice();
		});
		process.stdin.resume();
	}
}

function exitLate(log: Pick<Log, "error">): void {
	log.error(`Running work did not end within ${TIMEOUT_MS / 1000} seconds: it will be done again`);
	process.exit(1);
}
