/**
 * Publishes a failed photo again; resolves to `false` if the photo has not failed, or no longer.
 *
 * @example
 * await publishAgain("048aef1505767106c7cb3094a726570b");
 */
export async function publishAgain(id: string): Promise<boolean> {
	const response = await fetch(`/api/photos/${id}/publish`, { method: "POST" });
	return response.ok;
}
