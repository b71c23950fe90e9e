import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Worker processes, as their users run them. */
export type WorkerProcesses = {
	/** Kills one of them with -9, any, and starts another in its place. */
	killOne(): Promise<void>;
	/** How often each photo's publishing came to its end, well or not, in lines they printed. */
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
	async function start() {
		const child = Bun.spawn([process.execPath, "worker/main.ts", "--until-stdin-ends"], {
			cwd: ROOT,
			// Its end follows ours, however that comes.
			stdin: "pipe",
			stdout: "pipe",
			stderr: "pipe",
			env: { WORKERS: "1", ...environment },
		});
		const begun = Promise.withResolvers<void>();
		const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
			const decoder = new TextDecoder();
			for await (const chunk of stream) {
				printed += decoder.decode(chunk, { stream: true });
				if (printed.includes("Publishing")) begun.resolve();
			}
		};
		void Promise.all([read(child.stdout), read(child.stderr)]);
		void child.exited.then(() => begun.resolve());
		await begun.promise;
		return child;
	}
	const running = await Promise.all(Array.from({ length: count }, start));
	return {
		async killOne() {
			const index = Math.floor(Math.random() * count);
			const victim = running[index];
			victim?.kill("SIGKILL");
			await victim?.exited;
			running[index] = await start();
		},
		output: () => printed,
		async stop() {
			for (const child of running) child.kill("SIGTERM");
			await Promise.all(running.map(({ exited }) => exited));
		},
	};
}
