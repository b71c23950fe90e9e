import type { Store } from "widthwise";
import { readMasterInfo } from "widthwise/photo";
import { masterKey } from "widthwise/url";

/**
 * Whether a photo has a master with its metadata. A program that copies only the bytes, such as a plain
 * sync of a folder to a bucket, loses the metadata: then no variant can be cut.
 *
 * @example
 * await hasMaster(publicStore, photoId); // true
 */
export async function hasMaster(
	publicStore: Pick<Store, "head">,
	photoId: string,
): Promise<boolean> {
	const master = await publicStore.head(masterKey(photoId));
	return master !== null && readMasterInfo(master).width > 0;
}
