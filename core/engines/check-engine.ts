import { checkPart } from "../arguments/check-part.ts";

/**
 * Checks that an argument is an engine.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkEngine(createVipsEngine());
 */
export function checkEngine(engine: unknown): void {
	const expected =
		"engine must be an engine, such as createVipsEngine() from widthwise/engine/vips";
	checkPart(engine, ["render"], expected);
}
