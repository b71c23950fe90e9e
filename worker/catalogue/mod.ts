/**
 * The photos' records. What the catalogue says is true; stores and queue follow it.
 *
 * @module
 */
export { arrivalOf, momentOf } from "./arrival.ts";
export { type Catalogue, createCatalogue } from "./catalogue.ts";
export { formatCursor, type Place } from "./cursor.ts";
export type { ChooseEdit } from "./editing.ts";
export type {
	ArchiveOrder,
	Neighbours,
	Photo,
	PhotoEdit,
	PhotoEvent,
	PhotoLink,
	PhotoPage,
	PhotoPosition,
	PhotoQuery,
	PhotoStatus,
	StoredMetadata,
	VariantSet,
	VariantSets,
} from "./photo.ts";
export type { PhotoEvents } from "./photo-events.ts";
export {
	MAX_SEARCH_LENGTH,
	PHOTO_FILTERS,
	type PhotoFilter,
	type PhotoSearch,
	type PhotoSelection,
} from "./photo-search.ts";
export type { BackgroundProgress, Progress } from "./progress.ts";
export type { Renewals } from "./renewals.ts";
export type { Selections } from "./selections.ts";
export type { TrashedPhoto } from "./trash-records.ts";
