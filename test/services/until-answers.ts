import { until } from "../patience.ts";
import type { TiedProcess } from "./tied-process.ts";

/** Waits until a new server answers; rejects with its output if it ends instead. */
export async function untilAnswers(
	server: TiedProcess,
	request: () => Promise<unknown>,
): Promise<void> {
	let hasEnded = false;
	void server.exited.then(() => {
		hasEnded = true;
	});
	await until("the server answers", async () => {
		const isAnswering = await request().then(
			() => true,
			() => false,
		);
		if (!isAnswering && hasEnded) throw new Error(`The server ended: ${server.output()}`);
		return isAnswering;
	});
}
