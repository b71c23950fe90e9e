/**
 * Asks for a photo to be published once more; `false` if it has not failed (any more).
 *
 * @example
 * await publishAgain("048aef1505767106c7cb3094a726570b");
 */
export async function publishAgain(id: string): Promise<boolean> {
	const response = await fetch(`/api/photos/${id}/publish`, { method: "POST" });
	return response.ok;
}
