import { fileURLToPath } from "node:url";
import { compilerSettings } from "../../bench/harness/settings.ts";
import { within } from "../patience.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Worker processes, as their users run them. */
export type WorkerProcesses = AsyncDisposable & {
	/** Kills a random one of them with -9 and starts another in its place, without waiting for it. */
	killOne(): void;
	/** Pauses all of them with SIGSTOP. */
	pause(): void;
	/** Resumes all of them with SIGCONT. */
	resume(): void;
	/** What they have printed so far. */
	output(): string;
	/** Shuts them down with SIGTERM; resolves when they have ended. */
	stop(): Promise<void>;
};

/** Starts worker processes; resolves when they are ready for jobs. */
export async function startWorkers(
	count: number,
	environment: Readonly<Record<string, string>>,
): Promise<WorkerProcesses> {
	let printed = "";
	function start() {
		const child = Bun.spawn([process.execPath, "worker/programs/worker.ts", "--until-stdin-ends"], {
			cwd: ROOT,
			// It ends with this process, however this process ends.
			stdin: "pipe",
			stdout: "pipe",
			stderr: "pipe",
			env: { WORKERS: "1", FIRST_SET: "false", AVIF: "false", ...compilerSettings, ...environment },
		});
		const ready = Promise.withResolvers<void>();
		const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
			let text = "";
			const decoder = new TextDecoder();
			for await (const chunk of stream) {
				const piece = decoder.decode(chunk, { stream: true });
				text += piece;
				printed += piece;
				if (text.includes("Publishing")) ready.resolve();
			}
		};
		void Promise.all([read(child.stdout), read(child.stderr)]);
		void child.exited.then(() => ready.resolve());
		return { child, ready: ready.promise };
	}
	const running = Array.from({ length: count }, start);
	const signal = (name: "SIGSTOP" | "SIGCONT" | "SIGTERM" | "SIGKILL"): void => {
		for (const { child } of running) child.kill(name);
	};
	const allExited = () => Promise.all(running.map(({ child }) => child.exited));
	const dispose = async (): Promise<void> => {
		signal("SIGKILL");
		await allExited();
	};
	try {
		await within("the workers are ready", Promise.all(running.map(({ ready }) => ready)));
		if (running.some(({ child }) => child.exitCode !== null)) throw new Error("A worker ended");
	} catch (cause) {
		await dispose();
		throw new Error(`The workers did not start. They printed: ${printed}`, { cause });
	}
	return {
		killOne() {
			const index = Math.floor(Math.random() * count);
			running[index]?.child.kill("SIGKILL");
			running[index] = start();
		},
		pause: () => signal("SIGSTOP"),
		resume: () => signal("SIGCONT"),
		output: () => printed,
		async stop() {
			signal("SIGTERM");
			await within("the workers end", allExited());
		},
		[Symbol.asyncDispose]: dispose,
	};
}
