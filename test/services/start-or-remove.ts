/** Starts a service; if that fails, removes what was created of it. */
export async function startOrRemove<Started>(
	start: () => Promise<Started>,
	remove: () => Promise<void>,
): Promise<Started> {
	try {
		return await start();
	} catch (error) {
		await remove();
		throw error;
	}
}
