import { kindOf } from "../arguments/kind-of.ts";
import { invalidArgument } from "../errors.ts";

/**
 * Checks that a request is one of the Fetch API: `app.use(images.handle)` in Express would pass one of
 * `node:http`.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkRequest(new Request("http://localhost/media/a"));
 */
export function checkRequest(request: Pick<Request, "headers"> | undefined): void {
	if (typeof request?.headers?.get === "function") return;
	throw invalidArgument(
		"request must be a Request of the Fetch API; for node:http and Express, use toNodeHandler() " +
			`from widthwise/node; got ${kindOf(request)}`,
	);
}
