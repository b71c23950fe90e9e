/** Waits until something is so; the test's own time limit is the end of its patience. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isSo())) await Bun.sleep(10);
}
