/** The stage of a photo, as the server reports it to the owner. */
export type PhotoStage = {
	readonly id: string;
	readonly status: "received" | "processing" | "published" | "failed" | "removed";
	/** Why publishing failed. */
	readonly message?: string;
};

/**
 * Fetches the stages of photos; leaves out photos that do not exist.
 *
 * @throws {Error} if the request fails
 *
 * @example
 * const [photo] = await photoStages(["048aef1505767106c7cb3094a726570b"]);
 */
export async function photoStages(ids: readonly string[]): Promise<readonly PhotoStage[]> {
	const response = await fetch("/upload/stages", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ ids }),
	});
	if (!response.ok) throw new Error(`The server answered ${response.status}`);
	const { photos }: { photos: readonly PhotoStage[] } = await response.json();
	return photos;
}

/** Photos whose changes are followed; see {@link followPhotos}. */
export type FollowedPhotos = {
	/** Fetches the stages of photos and calls `onStage`, except for photos with a newer event. */
	refresh(ids: readonly string[]): Promise<void>;
};

/** Photos in one request: the server's limit. */
const MAX_PER_REQUEST = 100;

/** Pauses after failed requests. */
const PAUSES_MS = [500, 2000, 8000] as const;

/**
 * Follows the changes of all photos by server-sent events. Calls `onGap` whenever changes may have
 * been missed: at the first connection, and after each lost connection.
 *
 * @example
 * const { refresh } = followPhotos({ onStage: show, onGap: () => void refresh(unfinishedIds()) });
 */
export function followPhotos(listener: {
	readonly onStage: (stage: PhotoStage) => void;
	/** The metadata is read and publishing begins. */
	readonly onPublishing?: (id: string) => void;
	readonly onGap: () => void;
}): FollowedPhotos {
	/** For each pending refresh, the photos that have had an event since it began. */
	const changedSince = new Set<Set<string>>();
	function noteChange(id: string): void {
		for (const changed of changedSince) changed.add(id);
	}
	const events = new EventSource("/api/events");
	events.addEventListener("photo", ({ data }) => {
		const stage: PhotoStage = JSON.parse(data);
		noteChange(stage.id);
		listener.onStage(stage);
	});
	const { onPublishing } = listener;
	if (onPublishing) {
		events.addEventListener("step", ({ data }) => {
			const { id }: { id: string } = JSON.parse(data);
			noteChange(id);
			onPublishing(id);
		});
	}
	events.addEventListener("open", listener.onGap);

	return {
		async refresh(ids) {
			const changed = new Set<string>();
			changedSince.add(changed);
			for (let at = 0; at < ids.length; at += MAX_PER_REQUEST) {
				const stages = await fetchWithRetries(ids.slice(at, at + MAX_PER_REQUEST));
				// Responses and events are not ordered: an event may be newer than the response.
				for (const stage of stages) if (!changed.has(stage.id)) listener.onStage(stage);
			}
			changedSince.delete(changed);
		},
	};
}

/** Resolves to nothing if all attempts fail: the next connection of the events refreshes again. */
async function fetchWithRetries(ids: readonly string[]): Promise<readonly PhotoStage[]> {
	for (const pauseMs of PAUSES_MS) {
		try {
			return await photoStages(ids);
		} catch {
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}
	return [];
}
