import type { VNode } from "preact";

/**
 * The form that takes the owner's token.
 *
 * @example
 * page({ title: "Sign in", isOwner: false }, <SignInPage problem={null} />);
 */
export function SignInPage({ problem }: { readonly problem: string | null }): VNode {
	return (
		<main class="narrow">
			<h1>Sign in</h1>
			{problem && (
				<p class="problem" role="alert">
					{problem}
				</p>
			)}
			<form method="post" action="/sign-in">
				<label>
					Owner token{" "}
					<input type="password" name="token" required autocomplete="current-password" />
				</label>
				<button type="submit">Sign in</button>
			</form>
			<p>The server prints a sign-in link when it starts.</p>
		</main>
	);
}
