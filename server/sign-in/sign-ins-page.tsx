import type { SessionRecord } from "@widthwise/worker/owner";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import { MIN_PASSWORD_LENGTH } from "./password.ts";

/** What the page of sign-ins shows. */
export type SignInsPageProps = {
	readonly sessions: readonly SessionRecord[];
	/** The session of the browser that asks; `null` for a program with the token. */
	readonly current: SessionRecord | null;
	readonly hasPassword: boolean;
	/** Said above the page; `null` for nothing. */
	readonly said: { readonly text: string; readonly isProblem: boolean } | null;
};

/**
 * The password, and the browsers in which the owner is signed in.
 *
 * @example
 * page(frame, <SignInsPage sessions={sessions.list()} current={null} hasPassword said={null} />);
 */
export function SignInsPage({ sessions, current, hasPassword, said }: SignInsPageProps): VNode {
	return (
		<main id="content" class="desk">
			<h1>Password and sign-ins</h1>
			<DeskNav here="/desk/sign-ins" />
			{said && (
				<p class={said.isProblem ? "notice problem" : "notice"} role="alert">
					{said.text}
				</p>
			)}
			<section aria-labelledby="password">
				<h2 id="password">{hasPassword ? "Change the password" : "Set a password"}</h2>
				<form method="post" action="/desk/password" class="fields">
					<label>
						<span>New password, at least {MIN_PASSWORD_LENGTH} characters</span>
						<input
							type="password"
							name="password"
							minLength={MIN_PASSWORD_LENGTH}
							required
							autocomplete="new-password"
						/>
					</label>
					<button type="submit" class="main">
						{hasPassword ? "Change it" : "Set it"}
					</button>
				</form>
				<p class="quiet">All other browsers are signed out then.</p>
			</section>
			<section aria-labelledby="sessions">
				<h2 id="sessions">Signed in</h2>
				<ul class="sessions">
					{sessions.map((session) => (
						<Session key={session.id} session={session} isCurrent={session.id === current?.id} />
					))}
				</ul>
				{sessions.length > 1 && (
					<form method="post" action="/desk/sign-ins/end">
						<button type="submit" name="id" value="others">
							Sign out everywhere else
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
				<button type="submit" name="id" value={id} aria-label={`Sign out: ${device}`}>
					Sign out
				</button>
			</form>
		</li>
	);
}

/** To the minute, in the only time zone that both sides know. */
function Moment({ at }: { readonly at: Date }): VNode {
	const iso = at.toISOString();
	return <time dateTime={iso}>{iso.slice(0, 16).replace("T", " ")} UTC</time>;
}
