import type { Log } from "../logging/log.ts";

/** How long a program may take to finish running work. */
const TIMEOUT_MS = 30_000;

/**
 * Shuts a program down on SIGTERM, SIGINT or SIGHUP and, if it was started with `--until-stdin-ends`,
 * when its standard input ends. Exits with 0, or with 1 if `close` failed or took too long.
 *
 * @example
 * shutDownOnSignal(() => pipeline.close(), log);
 */
export function shutDownOnSignal(
	close: () => Promise<void>,
	log: Pick<Log, "info" | "error">,
): void {
	let isClosing = false;
	const shutDown = async (): Promise<void> => {
		if (isClosing) return;
		isClosing = true;
		log.info("Shutting down");
		setTimeout(() => exitLate(log), TIMEOUT_MS).unref();
		try {
			await close();
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
		process.stdin.on("end", () => void shutDown());
		process.stdin.resume();
	}
}

function exitLate(log: Pick<Log, "error">): void {
	log.error(`Running work did not end within ${TIMEOUT_MS / 1000} seconds: it will be done again`);
	process.exit(1);
}
