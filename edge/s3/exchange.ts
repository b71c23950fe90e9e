import * as http from "node:http";
import * as https from "node:https";
import type { SignedRequest } from "./sign.ts";

/** The time limits of one connection, in milliseconds. */
export type ConnectionLimits = {
	readonly connectMs: number;
	/** Between two signs of life. */
	readonly idleMs: number;
};

/** Sends a request; resolves when the response starts. Its body has the idle limit, too. */
export type Exchange = (
	request: SignedRequest,
	signal: AbortSignal,
) => Promise<http.IncomingMessage>;

/**
 * Makes the function that sends requests by Node's own client, over connections that stay open.
 * `fetch` would add 30 ms to a cold start.
 *
 * @example
 * const exchange = createExchange({ connectMs: 3_000, idleMs: 7_500 });
 * (await exchange(signed, AbortSignal.timeout(15_000))).statusCode; // 200
 */
export function createExchange({ connectMs, idleMs }: ConnectionLimits): Exchange {
	const agents = {
		"http:": new http.Agent({ keepAlive: true }),
		"https:": new https.Agent({ keepAlive: true }),
	};
	return ({ body, ...target }, signal) =>
		new Promise((resolve, reject) => {
			const isHttps = target.protocol === "https:";
			const agent = agents[isHttps ? "https:" : "http:"];
			const send = isHttps ? https.request : http.request;
			const request = send({ ...target, agent, signal, timeout: connectMs }, resolve);
			request.on("error", reject);
			request.on("timeout", () => request.destroy(new Error("The connection is silent")));
			request.on("socket", (socket) => {
				const onOpen = (): void => void request.setTimeout(idleMs);
				if (socket.connecting) socket.once("connect", onOpen);
				else onOpen();
			});
			request.end(body);
		});
}
