/** A program that answers a line of JSON with a line of JSON. Disposing of it ends it and waits. */
export type LineProcess = AsyncDisposable & {
	/** Asks one thing, after what was asked before; rejects with the `error` it answers, or if it ends. */
	ask<Answer>(question: object): Promise<Answer>;
};

/**
 * Starts such a program.
 *
 * @example
 * await using judge = startLineProcess(["node", "judge.mjs"]);
 * const { ssim } = await judge.ask<{ ssim: number }>({ original, picture, width });
 */
export function startLineProcess(command: readonly string[]): LineProcess {
	const child = Bun.spawn([...command], { stdin: "pipe", stdout: "pipe", stderr: "inherit" });
	const lines = linesOf(child.stdout);
	return {
		async ask(question) {
			child.stdin.write(`${JSON.stringify(question)}\n`);
			await child.stdin.flush();
			const { value, done } = await lines.next();
			if (done) throw new Error(`${command.join(" ")} ended with ${await child.exited}`);
			const answer = JSON.parse(value);
			if ("error" in answer) throw new Error(`${command.join(" ")}: ${answer.error}`);
			return answer;
		},
		async [Symbol.asyncDispose]() {
			child.kill("SIGTERM");
			await child.exited;
		},
	};
}

/**
 * The lines that a program prints, as they come.
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
