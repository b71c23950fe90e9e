import type { FollowedPhotos, PhotoStage } from "../../live/browser/photo-stages.ts";
import type { ChosenFile } from "./chosen-files.ts";
import { examine } from "./examine.ts";
import type { Interruption } from "./interruption.ts";
import { publishAgain } from "./publish-again.ts";
import { createRow, type Row, type Stage } from "./row.ts";
import type { Received, Transfer, TransferFailure } from "./transfer.ts";
import type { Unfinished } from "./unfinished.ts";

/** A file in the list, with its row and its state. */
type Item = {
	readonly file: File;
	readonly row: Row;
	stage: Stage;
	transferId: string | null;
	photoId: string | null;
	/** Whether the server had the photo before this upload. */
	isKnown: boolean;
};

/** All files on the page, from being chosen to being published. */
export type Items = {
	/** Adds files to the list and sends them, in this order. */
	add(chosen: readonly ChosenFile[]): Promise<void>;
	onProgress(transferId: string, share: number): void;
	onInterrupted(transferId: string, interruption: Interruption): void;
	onReceived(transferId: string, received: Received): void;
	onFailure(transferId: string, failure: TransferFailure): void;
	onPhotoStage(stage: PhotoStage): void;
	onPublishing(photoId: string): void;
	/**
	 * Refreshes the stages of unpublished photos, and retries transfers that a lost connection ended.
	 */
	refresh(): Promise<void>;
	/** Whether leaving the page would interrupt a transfer. */
	isSending(): boolean;
	/** The share of all bytes that were sent, 0 to 1. */
	sentShare(): number;
};

/**
 * Photos that can share one `chosen` time and keep their order: further ones get an earlier time.
 */
const MAX_PER_MOMENT = 1000;

/**
 * Makes the list of files.
 *
 * @param options.now milliseconds since 1970, by the server's clock
 *
 * @example
 * const items = createItems({ list, template, transfer: () => transfer, photos: () => photos, ... });
 * await items.add(filesOfInput(input));
 */
export function createItems(options: {
	readonly list: HTMLElement;
	readonly template: HTMLTemplateElement;
	readonly transfer: () => Transfer;
	readonly photos: () => FollowedPhotos;
	readonly unfinished: Unfinished;
	readonly maxBytes: number;
	readonly now: () => number;
	readonly onRow: (row: Row, file: File) => void;
	readonly onChange: () => void;
}): Items {
	const { list, template, transfer, photos, unfinished, maxBytes, now, onRow, onChange } = options;
	const items = new Set<Item>();

	function show(item: Item, stage: Stage): void {
		item.stage = stage;
		item.row.show(stage);
		const isUnfinished = stage.at === "waiting" || "share" in stage;
		if (!isUnfinished && item.transferId) unfinished.remove(item.transferId);
		onChange();
	}

	function addItem(file: File): Item {
		const row = createRow(template, file, {
			onRetry: () => void retry(item),
			onRemove() {
				if (item.transferId) transfer().remove(item.transferId);
				items.delete(item);
				onChange();
			},
		});
		const item: Item = {
			file,
			row,
			stage: { at: "waiting" },
			transferId: null,
			photoId: null,
			isKnown: false,
		};
		items.add(item);
		list.append(row.element);
		onRow(row, file);
		show(item, item.stage);
		return item;
	}

	async function begin(item: Item, folderPath: string, chosen: number, i: number): Promise<void> {
		const finding = await examine(item.file, maxBytes);
		if (!items.has(item)) return;
		if (finding.is === "refused") {
			return show(item, { at: "failed", message: finding.message, canRetry: false });
		}
		if (finding.is === "known") return show(item, { at: "known", photoId: finding.photoId });
		const place = i % MAX_PER_MOMENT;
		const moment = chosen - Math.floor(i / MAX_PER_MOMENT);
		item.transferId = transfer().send(item.file, { folderPath, chosen: moment, place });
		if (item.transferId) return unfinished.add(item.transferId, item.file.name);
		show(item, { at: "failed", message: "Already in the list", canRetry: false });
	}

	async function retry(item: Item): Promise<void> {
		if (item.photoId) {
			show(item, { at: "received" });
			if (!(await publishAgain(item.photoId))) await photos().refresh([item.photoId]);
		} else if (item.transferId) {
			show(item, { at: "waiting" });
			unfinished.add(item.transferId, item.file.name);
			transfer().retry(item.transferId);
		}
	}

	function itemOf(transferId: string): Item | undefined {
		return [...items].find((item) => item.transferId === transferId);
	}

	function onPhotoStage(photo: PhotoStage): void {
		for (const item of items) {
			if (item.photoId !== photo.id || item.stage.at === "known") continue;
			// Publishing is a step of processing that only events report.
			if (photo.status === "processing" && item.stage.at === "publishing") continue;
			// A known photo may have failed before: then it is published again.
			const wasPublished =
				item.isKnown && photo.status === "published" && item.stage.at === "received";
			show(item, wasPublished ? { at: "known", photoId: photo.id } : stageOf(photo));
		}
		// Events do not carry the reason.
		if (photo.status === "failed" && photo.message === undefined) void photos().refresh([photo.id]);
	}

	return {
		async add(chosenFiles) {
			const chosen = now();
			const added = chosenFiles.map(({ file, folderPath }) => ({
				item: addItem(file),
				folderPath,
			}));
			// One after another, because each file is in memory while it is hashed.
			for (const [i, { item, folderPath }] of added.entries()) {
				await begin(item, folderPath, chosen, i).catch(() =>
					show(item, { at: "failed", message: "The file cannot be read", canRetry: false }),
				);
			}
		},
		onProgress(transferId, share) {
			const item = itemOf(transferId);
			if (item) show(item, { at: "sending", share });
		},
		onInterrupted(transferId, interruption) {
			const item = itemOf(transferId);
			if (!item) return;
			const share = "share" in item.stage ? item.stage.share : 0;
			show(item, { at: "interrupted", share, ...interruption });
		},
		onReceived(transferId, { photoId, isKnown }) {
			const item = itemOf(transferId);
			if (!item) return;
			item.photoId = photoId;
			item.isKnown = isKnown;
			show(item, { at: "received" });
			// Its first events may have arrived before its id was known.
			void photos().refresh([photoId]);
		},
		onFailure(transferId, failure) {
			const item = itemOf(transferId);
			if (item) show(item, { at: "failed", ...failure });
		},
		onPhotoStage,
		onPublishing(photoId) {
			for (const item of items) {
				if (item.photoId === photoId && isBeingPublished(item.stage))
					show(item, { at: "publishing" });
			}
		},
		async refresh() {
			for (const item of items) {
				const { stage, photoId } = item;
				if (stage.at === "failed" && stage.canRetry && photoId === null) void retry(item);
			}
			const unpublished = [...items].filter(({ stage }) => isBeingPublished(stage));
			const ids = unpublished.flatMap(({ photoId }) => photoId ?? []);
			await photos().refresh(ids);
		},
		isSending: () => [...items].some(({ stage }) => !hasArrived(stage) && stage.at !== "failed"),
		sentShare() {
			let [sent, total] = [0, 0];
			for (const { file, stage } of items) {
				total += file.size;
				if ("share" in stage) sent += stage.share * file.size;
				else if (stage.at !== "waiting") sent += file.size;
			}
			return total === 0 ? 0 : sent / total;
		},
	};
}

function stageOf({ id, status, message }: PhotoStage): Stage {
	if (status === "published") return { at: "published", photoId: id };
	if (status === "received") return { at: "received" };
	if (status === "processing") return { at: "reading" };
	if (status === "removed")
		return { at: "failed", message: "The photo was deleted", canRetry: false };
	return { at: "failed", message: message ?? "The photo could not be published", canRetry: true };
}

function isBeingPublished({ at }: Stage): boolean {
	return at === "received" || at === "reading" || at === "publishing";
}

function hasArrived(stage: Stage): boolean {
	return isBeingPublished(stage) || stage.at === "published" || stage.at === "known";
}
