/**
 * Reads the message of an error's JSON; `null` if there is none.
 *
 * @example
 * messageIn('{"error":{"code":"busy","message":"Too many"}}'); // "Too many"
 */
export function messageIn(body: string): string | null {
	try {
		const { error }: { error?: { message?: string } } = JSON.parse(body);
		return error?.message ?? null;
	} catch {
		return null;
	}
}
