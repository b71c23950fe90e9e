import type { PhotoStatus } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import type { StorageUsed } from "./storage.ts";
import { writeBytes } from "./write-bytes.ts";

/**
 * Lists the number of photos by status, and the storage that they take.
 *
 * @example
 * <Totals counts={counts} storage={storage} />;
 */
export function Totals({
	counts,
	storage,
}: {
	readonly counts: Readonly<Record<PhotoStatus, number>>;
	readonly storage: StorageUsed;
}): VNode {
	const { received, processing, published, failed } = counts;
	const unfinished = received + processing;
	return (
		<dl class="totals">
			<Total name="Published" value={String(published)} />
			{unfinished > 0 && <Total name="Publishing" value={String(unfinished)} />}
			{failed > 0 && <Total name="Failed" value={String(failed)} />}
			<Total name="Originals" value={writeBytes(storage.originals)} />
			<Total
				name="Public images"
				value={
					storage.published === null
						? `more than ${writeBytes(storage.masters)}`
						: writeBytes(storage.published)
				}
			/>
			{storage.free !== null && <Total name="Free disk space" value={writeBytes(storage.free)} />}
		</dl>
	);
}

function Total({ name, value }: { readonly name: string; readonly value: string }): VNode {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</div>
	);
}
