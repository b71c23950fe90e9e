import { fileURLToPath } from "node:url";
import { within } from "../patience.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Worker processes, as their users run them. */
export type WorkerProcesses = AsyncDisposable & {
	/** Kills one of them with -9, any, and starts another in its place, which begins to work when it can. */
	killOne(): void;
	/** Has all of them stand still, and go on. */
	pause(): void;
	resume(): void;
	/** What they have printed up to now. */
	output(): string;
	/** Ends them in good order. */
	stop(): Promise<void>;
};

/** Starts so many; resolves when they are at work. */
export async function startWorkers(
	count: number,
	environment: Readonly<Record<string, string>>,
): Promise<WorkerProcesses> {
	let printed = "";
	function start() {
		const child = Bun.spawn([process.execPath, "worker/programs/worker.ts", "--until-stdin-ends"], {
			cwd: ROOT,
			// Its end follows ours, however that comes.
			stdin: "pipe",
			stdout: "pipe",
			stderr: "pipe",
			env: { WORKERS: "1", ...environment },
		});
		const begun = Promise.withResolvers<void>();
		const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
			let mine = "";
			const decoder = new TextDecoder();
			for await (const chunk of stream) {
				const text = decoder.decode(chunk, { stream: true });
				mine += text;
				printed += text;
				if (mine.includes("Publishing")) begun.resolve();
			}
		};
		void Promise.all([read(child.stdout), read(child.stderr)]);
		void child.exited.then(() => begun.resolve());
		return { child, begun: begun.promise };
	}
	const running = Array.from({ length: count }, start);
	const signal = (name: "SIGSTOP" | "SIGCONT" | "SIGTERM" | "SIGKILL"): void => {
		for (const { child } of running) child.kill(name);
	};
	const allGone = () => Promise.all(running.map(({ child }) => child.exited));
	const dispose = async (): Promise<void> => {
		signal("SIGKILL");
		await allGone();
	};
	try {
		await within("the workers work", Promise.all(running.map(({ begun }) => begun)));
		if (running.some(({ child }) => child.exitCode !== null)) throw new Error("A worker ended");
	} catch (cause) {
		await dispose();
		throw new Error(`The workers did not begin. They printed: ${printed}`, { cause });
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
			await within("the workers end", allGone());
		},
		[Symbol.asyncDispose]: dispose,
	};
}
