/** A program that answers a line of JSON with a line of JSON. Disposing ends it and waits. */
export type LineProcess = AsyncDisposable & {
	readonly pid: number;
	/**
	 * Sends one request; wait for its response before the next. Rejects with the response's `error`, or
	 * if the program ends.
	 */
	request<Response>(request: object): Promise<Response>;
};

/**
 * Starts a program that answers lines of JSON.
 *
 * @param env its environment; default: ours
 *
 * @example
 * await using judge = startLineProcess(["node", "judge.mjs"]);
 * const { ssim } = await judge.request<{ ssim: number }>({ original, picture, width });
 */
export function startLineProcess(
	command: readonly string[],
	env?: Readonly<Record<string, string>>,
): LineProcess {
	const child = Bun.spawn([...command], {
		...(env && { env }),
		stdin: "pipe",
		stdout: "pipe",
		stderr: "inherit",
	});
	const lines = linesOf(child.stdout);
	return {
		pid: child.pid,
		async request(request) {
			child.stdin.write(`${JSON.stringify(request)}\n`);
			await child.stdin.flush();
			const { value, done } = await lines.next();
			if (done) throw new Error(`${command.join(" ")} ended with ${await child.exited}`);
			const response = JSON.parse(value);
			if ("error" in response) throw new Error(`${command.join(" ")}: ${response.error}`);
			return response;
		},
		async [Symbol.asyncDispose]() {
			child.kill("SIGTERM");
			await child.exited;
		},
	};
}

/**
 * Yields the lines that a program prints, as they arrive.
 *
 * @example
 * for await (const line of linesOf(child.stdout)) console.log(line);
 */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
	const decoder = new TextDecoder();
	let rest = "";
	for await (const chunk of stream) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
}
