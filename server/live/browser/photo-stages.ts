/** How far a photo is, as the server tells the owner. */
export type PhotoStage = {
	readonly id: string;
	readonly status: "received" | "processing" | "published" | "failed" | "removed";
	/** Why it failed. */
	readonly message?: string;
};

/**
 * Asks how far some photos are; those that the server does not know are left out.
 *
 * @throws {Error} if the server does not answer
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
	if (!response.ok) throw new Error(`The server answers ${response.status}`);
	const { photos }: { photos: readonly PhotoStage[] } = await response.json();
	return photos;
}

/** The photos as they change; see {@link followPhotos}. */
export type FollowedPhotos = {
	/** Asks how far some photos are and tells `onStage`, unless an event has told more meanwhile. */
	lookAt(ids: readonly string[]): Promise<void>;
};

/** Photos that the server tells of in one answer. */
const MAX_ASKED = 100;

/** After each question that was not answered. */
const PAUSES_MS = [500, 2000, 8000] as const;

/**
 * Follows all photos as they change. Whenever changes may have been missed, at the first connection and
 * after each lost one, `onGap` is called.
 *
 * @example
 * const { lookAt } = followPhotos({ onStage: show, onGap: () => void lookAt(unfinishedIds()) });
 */
export function followPhotos(listener: {
	readonly onStage: (stage: PhotoStage) => void;
	/** Its metadata is read, publishing begins. */
	readonly onPublishing?: (id: string) => void;
	readonly onGap: () => void;
}): FollowedPhotos {
	/** For each question under way, the photos that events told of since it was asked. */
	const notifiedMeanwhile = new Set<Set<string>>();
	function hear(id: string): void {
		for (const told of notifiedMeanwhile) told.add(id);
	}
	const events = new EventSource("/api/events");
	events.addEventListener("photo", ({ data }) => {
		const stage: PhotoStage = JSON.parse(data);
		hear(stage.id);
		listener.onStage(stage);
	});
	const { onPublishing } = listener;
	if (onPublishing) {
		events.addEventListener("step", ({ data }) => {
			const { id }: { id: string } = JSON.parse(data);
			hear(id);
			onPublishing(id);
		});
	}
	events.addEventListener("open", listener.onGap);

	return {
		async lookAt(ids) {
			const told = new Set<string>();
			notifiedMeanwhile.add(told);
			for (let at = 0; at < ids.length; at += MAX_ASKED) {
				const stages = await fetchWithRetries(ids.slice(at, at + MAX_ASKED));
				// The answer comes by another way than the events: it may be older than one that overtook it.
				for (const stage of stages) if (!told.has(stage.id)) listener.onStage(stage);
			}
			notifiedMeanwhile.delete(told);
		},
	};
}

/** Nothing if the server does not answer for long: then it is asked again when the events are back. */
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
