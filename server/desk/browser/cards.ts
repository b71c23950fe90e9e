import { followPhotos, type PhotoStage } from "../../live/browser/photo-stages.ts";

const STATUS_LABELS = {
	received: "Received",
	processing: "Publishing…",
	published: "Published",
	failed: "Failed",
} as const;

/**
 * Updates the cards while photos are published, from server-sent events.
 *
 * @example
 * followCards();
 */
export function followCards(): void {
	const photos = followPhotos({
		onStage: showStage,
		onGap: () => void photos.refresh(unfinishedIds()),
	});
}

function showStage({ id, status }: Pick<PhotoStage, "id" | "status">): void {
	const card = document.querySelector<HTMLElement>(`.card[data-photo="${id}"]`);
	if (!card || card.dataset.status === status) return;
	if (status === "removed") {
		card.remove();
		return;
	}
	card.dataset.status = status;
	const label = card.querySelector(".status");
	if (label) label.textContent = STATUS_LABELS[status];
	if (status === "published") void showPicture(card, id);
}

function unfinishedIds(): readonly string[] {
	const cards = document.querySelectorAll<HTMLElement>(
		".card:is([data-status=received], [data-status=processing])",
	);
	return [...cards].flatMap(({ dataset }) => dataset.photo ?? []);
}

async function showPicture(card: HTMLElement, id: string): Promise<void> {
	const filename = card.querySelector(".filename");
	const response = await fetch(`/api/photos/${id}`).catch(() => null);
	if (!filename || !response?.ok) return;
	const photo: { url: string; srcset: string; width: number; height: number } =
		await response.json();
	const link = document.createElement("a");
	link.href = `/photos/${id}`;
	const image = new Image(photo.width, photo.height);
	image.sizes = "260px";
	image.srcset = photo.srcset;
	image.alt = filename.textContent ?? "";
	link.append(image);
	filename.replaceWith(link);
}
