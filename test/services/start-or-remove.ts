/** Starts something; what came into being before that failed is removed. */
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
