import type { SessionRecord } from "@widthwise/worker/owner";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import { MIN_PASSWORD_LENGTH } from "./password.ts";

/** What the sessions page shows. */
export type SessionsPageProps = {
	readonly sessions: readonly SessionRecord[];
	/** The session of this browser; `null` for a program with the token. */
	readonly current: SessionRecord | null;
	readonly hasPassword: boolean;
	/** How the last action ended; `null` for no notice. */
	readonly notice: { readonly text: string; readonly isProblem: boolean } | null;
};

/**
 * The form to set the password, and the browsers in which the owner is signed in.
 *
 * @example
 * page(frame, <SessionsPage sessions={sessions.list()} current={null} hasPassword notice={null} />);
 */
export function SessionsPage({ sessions, current, hasPassword, notice }: SessionsPageProps): VNode {
	return (
		<main id="content" class="desk">
			<h1>Password and sessions</h1>
			<DeskNav here="/desk/sign-ins" />
			{notice && (
				<p class={notice.isProblem ? "notice problem" : "notice"} role="alert">
					{notice.text}
				</p>
			)}
			<section aria-labelledby="password">
				<h2 id="password">Password</h2>
				<form method="post" action="/desk/password" class="fields">
					<label>
						<span>New password (at least {MIN_PASSWORD_LENGTH} characters)</span>
						<input
							type="password"
							name="password"
							minLength={MIN_PASSWORD_LENGTH}
							required
							autocomplete="new-password"
						/>
					</label>
					<button type="submit" class="main">
						{hasPassword ? "Change password" : "Set password"}
					</button>
				</form>
				<p class="quiet">This signs you out of all other browsers.</p>
			</section>
			<section aria-labelledby="sessions">
				<h2 id="sessions">Sessions</h2>
				<ul class="sessions">
					{sessions.map((session) => (
						<Session key={session.id} session={session} isCurrent={session.id === current?.id} />
					))}
				</ul>
				{sessions.length > 1 && (
					<form method="post" action="/desk/sign-ins/end">
						<button type="submit" name="id" value="others">
							Sign out of all other sessions
						</button>
					</form>
				)}
			</section>
		</main>
	);
}

function Session({
	session: { id, device, createdAt, seenAt },
	isCurrent,
}: {
	readonly session: SessionRecord;
	readonly isCurrent: boolean;
}): VNode {
	return (
		<li>
			<div>
				<strong>{device}</strong>
				{isCurrent && " (this browser)"}
				<p class="quiet">
					Signed in <Moment at={createdAt} />, last seen <Moment at={seenAt} />
				</p>
			</div>
			<form method="post" action="/desk/sign-ins/end">
				<button type="submit" name="id" value={id} aria-label={`Sign out of ${device}`}>
					Sign out
				</button>
			</form>
		</li>
	);
}

/** To the minute, in UTC: the server does not know the browser's time zone. */
function Moment({ at }: { readonly at: Date }): VNode {
	const iso = at.toISOString();
	return <time dateTime={iso}>{iso.slice(0, 16).replace("T", " ")} UTC</time>;
}
