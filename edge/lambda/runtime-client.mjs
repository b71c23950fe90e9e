// A replacement for Lambda's own Node runtime: fetches one event after another from the Runtime API,
// calls the handler, and sends its result. Started as `node runtime-client.mjs <address> <handler file>`.
//
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { request } from "node:http";
import { pathToFileURL } from "node:url";

const [address = "", handlerFile = ""] = process.argv.slice(2);
const root = `http://${address}/2018-06-01/runtime`;

// stdin ends when the parent process ends.
process.stdin.on("end", () => process.exit()).resume();

const handler = await load();
for (;;) {
	const next = await call("GET", "/invocation/next");
	const id = next.headers["lambda-runtime-aws-request-id"];
	const deadline = Number(next.headers["lambda-runtime-deadline-ms"]);
	const context = {
		awsRequestId: id,
		getRemainingTimeInMillis: () => deadline - Date.now(),
	};
	try {
		const answer = await handler(JSON.parse(next.body), context);
		await call("POST", `/invocation/${id}/response`, JSON.stringify(answer ?? null));
	} catch (error) {
		logError(id, error);
		await call("POST", `/invocation/${id}/error`, describe(error));
	}
}

async function load() {
	try {
		const module = await import(pathToFileURL(handlerFile).href);
		if (typeof module.handler === "function") return module.handler;
		throw new TypeError(`${handlerFile} exports no function called handler`);
	} catch (error) {
		await call("POST", "/init/error", describe(error));
		process.exit(1);
	}
}

/**
 * Writes the line that AWS's runtime writes: of an error it knows the type, the message, the code, the
 * stack and what is enumerable. So `cause` and an AggregateError's `errors` are not in it.
 *
 * @param {string} id
 * @param {unknown} error
 */
function logError(id, error) {
	const known =
		error instanceof Error
			? { errorType: error.name, errorMessage: error.message, code: error.code, ...error }
			: { errorType: typeof error, errorMessage: String(error) };
	const stack = error instanceof Error ? String(error.stack).split("\n") : [];
	const line = JSON.stringify({ ...known, stack });
	console.error(`${new Date().toISOString()}\t${id}\tERROR\tInvoke Error \t${line}`);
}

/** @param {unknown} error */
function describe(error) {
	const isError = error instanceof Error;
	return JSON.stringify({
		errorType: isError ? error.name : typeof error,
		errorMessage: isError ? error.message : String(error),
		stackTrace: isError ? String(error.stack).split("\n") : [],
	});
}

/**
 * Sends a request. `fetch` would time out after five minutes without an event.
 *
 * @param {string} method
 * @param {string} path
 * @param {string} [body]
 * @returns {Promise<{ headers: import("node:http").IncomingHttpHeaders, body: string }>}
 */
function call(method, path, body) {
	return new Promise((resolve, reject) => {
		const sent = request(root + path, { method }, async (response) => {
			const chunks = await response.toArray();
			resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() });
		});
		sent.on("error", reject);
		sent.end(body);
	});
}
