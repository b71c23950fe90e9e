import { until } from "../patience.ts";
import type { TiedProcess } from "./tied-process.ts";

/** Waits until a server that was just started answers; rejects with its words if it ends instead. */
export async function untilAnswers(
	server: TiedProcess,
	ask: () => Promise<unknown>,
): Promise<void> {
	let hasEnded = false;
	void server.exited.then(() => {
		hasEnded = true;
	});
	await until("the server answers", async () => {
		const isAnswering = await ask().then(
			() => true,
			() => false,
		);
		if (!isAnswering && hasEnded) throw new Error(`The server ended: ${server.output()}`);
		return isAnswering;
	});
}
