import type { ErrorCode } from "widthwise";

/**
 * Formats an error as our server does: a code for programs and a message for people.
 *
 * @example
 * errorJson("not-found", "No such page"); // '{"error":{"code":"not-found","message":"No such page"}}'
 */
export function errorJson(code: ErrorCode, message: string): string {
	return JSON.stringify({ error: { code, message } });
}
