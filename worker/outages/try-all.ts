/**
 * Runs tasks one after another, even if one fails; then rejects with the first failure.
 *
 * @example
 * await tryAll(ids.map((id) => () => deletePhoto(id)));
 */
export async function tryAll(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
	const failures: unknown[] = [];
	for (const task of tasks) await task().catch((error: unknown) => failures.push(error));
	if (failures.length > 0) throw failures[0];
}
