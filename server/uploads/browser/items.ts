import type { FollowedPhotos, PhotoStage } from "../../live/browser/photo-stages.ts";
import type { ChosenFile } from "./chosen-files.ts";
import { examine } from "./examine.ts";
import { publishAgain } from "./publish-again.ts";
import { createRow, type Row, type Stage } from "./row.ts";
import type { Received, Transfer, TransferFailure } from "./transfer.ts";
import type { Unfinished } from "./unfinished.ts";

/** A file on its way: its row, and what is known of it. */
type Item = {
	readonly file: File;
	readonly row: Row;
	stage: Stage;
	transferId: string | null;
	photoId: string | null;
	/** Whether the server knew it before it arrived. */
	isKnown: boolean;
};

/** All files of the page, from being chosen to being published. */
export type Items = {
	/** Puts files into the list and sends them, in this order. */
	add(chosen: readonly ChosenFile[]): Promise<void>;
	onProgress(transferId: string, share: number): void;
	onReceived(transferId: string, received: Received): void;
	onFailure(transferId: string, failure: TransferFailure): void;
	onPhotoStage(stage: PhotoStage): void;
	onPublishing(photoId: string): void;
	/** Refreshes the stages of unpublished photos, and retries transfers that a lost connection ended. */
	refresh(): Promise<void>;
	/** Whether leaving the page would cut something off. */
	isSending(): boolean;
	/** The share of all bytes that was sent, 0 to 1. */
	sentShare(): number;
};

/** Photos numbered within one moment. */
const MAX_IN_MOMENT = 1000;

/**
 * Makes the list of files.
 *
 * @param options.now milliseconds since 1970 by the server's clock
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
		const isUnfinished = stage.at === "waiting" || stage.at === "sending";
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
		if (finding.is === "here") return show(item, { at: "here", photoId: finding.photoId });
		const place = i % MAX_IN_MOMENT;
		const moment = chosen - Math.floor(i / MAX_IN_MOMENT);
		item.transferId = transfer().send(item.file, { folderPath, chosen: moment, place });
		if (item.transferId) return unfinished.add(item.transferId, item.file.name);
		show(item, { at: "failed", message: "It is in the list already", canRetry: false });
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

	function sentAs(transferId: string): Item | undefined {
		return [...items].find((item) => item.transferId === transferId);
	}

	function onPhotoStage(photo: PhotoStage): void {
		for (const item of items) {
			if (item.photoId !== photo.id || item.stage.at === "here") continue;
			// Publishing is a step of processing, which only events tell of.
			if (photo.status === "processing" && item.stage.at === "publishing") continue;
			// One that failed before is known, too, but on its way again.
			const wasHere = item.isKnown && photo.status === "published" && item.stage.at === "received";
			show(item, wasHere ? { at: "here", photoId: photo.id } : stageOf(photo));
		}
		// The event itself does not say why.
		if (photo.status === "failed" && photo.message === undefined) void photos().refresh([photo.id]);
	}

	return {
		async add(chosenFiles) {
			const chosen = now();
			const added = chosenFiles.map(({ file, folderPath }) => ({
				item: addItem(file),
				folderPath,
			}));
			// One after another: each file is in memory for a moment.
			for (const [i, { item, folderPath }] of added.entries()) {
				await begin(item, folderPath, chosen, i).catch(() =>
					show(item, { at: "failed", message: "The file cannot be read", canRetry: false }),
				);
			}
		},
		onProgress(transferId, share) {
			const item = sentAs(transferId);
			if (item) show(item, { at: "sending", share });
		},
		onReceived(transferId, { photoId, isKnown }) {
			const item = sentAs(transferId);
			if (!item) return;
			item.photoId = photoId;
			item.isKnown = isKnown;
			show(item, { at: "received" });
			// Its first changes may have been announced before we knew its name.
			void photos().refresh([photoId]);
		},
		onFailure(transferId, failure) {
			const item = sentAs(transferId);
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
			const waiting = [...items].filter(({ stage }) => isBeingPublished(stage));
			const ids = waiting.flatMap(({ photoId }) => photoId ?? []);
			await photos().refresh(ids);
		},
		isSending: () => [...items].some(({ stage }) => !hasArrived(stage) && stage.at !== "failed"),
		sentShare() {
			let [sent, all] = [0, 0];
			for (const { file, stage } of items) {
				all += file.size;
				if (stage.at === "sending") sent += stage.share * file.size;
				else if (stage.at !== "waiting") sent += file.size;
			}
			return all === 0 ? 0 : sent / all;
		},
	};
}

function stageOf({ id, status, message }: PhotoStage): Stage {
	if (status === "published") return { at: "published", photoId: id };
	if (status === "received") return { at: "received" };
	if (status === "processing") return { at: "reading" };
	if (status === "removed") return { at: "failed", message: "It was deleted", canRetry: false };
	return { at: "failed", message: message ?? "It could not be published", canRetry: true };
}

function isBeingPublished({ at }: Stage): boolean {
	return at === "received" || at === "reading" || at === "publishing";
}

function hasArrived(stage: Stage): boolean {
	return isBeingPublished(stage) || stage.at === "published" || stage.at === "here";
}
