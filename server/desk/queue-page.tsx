import type { BackgroundProgress, Photo, PhotoStatus } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import { Background } from "./background-progress.tsx";
import { Failures } from "./failures.tsx";

/** What the page of the queue shows. */
export type QueuePageProps = {
	/** The first photos that are received or being published. */
	readonly unfinished: readonly Photo[];
	/** Ids of photos that wait for another attempt. */
	readonly retrying: readonly string[];
	readonly failed: readonly Photo[];
	readonly counts: Readonly<Record<PhotoStatus, number>>;
	readonly progress: BackgroundProgress;
	/** Whether the owner has paused the queue; `null`: the server of the queue does not answer. */
	readonly isPaused: boolean | null;
};

/**
 * Renders which photos are being published, wait or have failed. It needs no script; with script it
 * follows the photos.
 *
 * @example
 * page(frame, <QueuePage {...props} />);
 */
export function QueuePage(props: QueuePageProps): VNode {
	const { unfinished, retrying, failed, counts, progress, isPaused } = props;
	const waitsAgain = new Set(retrying);
	const isActive = ({ id, status }: Photo): boolean =>
		status === "processing" && !waitsAgain.has(id);
	const active = unfinished.filter(isActive);
	const waiting = unfinished.filter((photo) => !isActive(photo));
	const all = counts.received + counts.processing;
	return (
		<main id="content" class="desk">
			<h1>Queue</h1>
			<DeskNav here="/admin/queue" />
			<p id="summary" role="status">
				{summary(active.length, all - active.length, counts.failed)}
			</p>
			<div id="queue">
				{isPaused === null && (
					<p class="notice problem">
						The server of the queue does not answer. Photos wait, and are published when it is back.
					</p>
				)}
				{isPaused && <Paused />}
				{active.length > 0 && (
					<section aria-labelledby="active">
						<h2 id="active">Being published</h2>
						<PhotoNames photos={active} />
					</section>
				)}
				{waiting.length > 0 && (
					<section aria-labelledby="waiting">
						<h2 id="waiting">Waiting</h2>
						<PhotoNames photos={waiting} waitsAgain={waitsAgain} />
						{all > unfinished.length && <p>And {all - unfinished.length} more.</p>}
					</section>
				)}
				{failed.length > 0 && <Failures failed={failed} from="/admin/queue" />}
				<Background progress={progress} />
			</div>
			<p class="quiet">
				For engineers: <a href="/admin/queue/board">every job of the queues</a>.
			</p>
		</main>
	);
}

function summary(active: number, waiting: number, failed: number): string {
	const failures = failed === 0 ? "" : `; ${failed} failed`;
	if (active + waiting === 0) return `Nothing waits to be published${failures}.`;
	const photos = active === 1 ? "1 photo is" : `${active} photos are`;
	return `${photos} being published, ${waiting} ${waiting === 1 ? "waits" : "wait"}${failures}.`;
}

function Paused(): VNode {
	return (
		<div class="notice">
			<p>The queue is paused: photos are received, but not published.</p>
			<form method="post" action="/admin/queue/resume">
				<button type="submit">Resume</button>
			</form>
		</div>
	);
}

function PhotoNames({
	photos,
	waitsAgain,
}: {
	readonly photos: readonly Photo[];
	readonly waitsAgain?: ReadonlySet<string>;
}): VNode {
	return (
		<ul class="names">
			{photos.map(({ id, filename }) => (
				<li key={id}>
					<bdi>{filename}</bdi>
					{waitsAgain?.has(id) && (
						<span class="quiet">: an attempt failed, another follows by itself</span>
					)}
				</li>
			))}
		</ul>
	);
}
