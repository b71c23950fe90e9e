/** A regular expression literal in code. */
export type Pattern = { readonly source: string; readonly flags: string };

/** After these a slash begins a pattern; after a name, a number or a bracket it divides. */
const BEFORE_PATTERN = /[(,=:[!&|?{};+]|^=>$/;
const WORD_BEFORE_PATTERN = /^(?:return|typeof|case|in|of|await)$/;

/** What is skipped as a whole: comments and strings, which may contain slashes. */
const SKIPPED = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const LITERAL = /\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?!\w)/y;
const WORD = /[\w$]+/y;

/** Lists the regular expression literals of TypeScript code. */
export function patternsIn(code: string): readonly Pattern[] {
	const found: Pattern[] = [];
	/** The depths of braces at which a template goes on. */
	const templates: number[] = [];
	let [depth, before] = [0, ""];
	for (let at = 0; at < code.length; ) {
		const character = code[at] ?? "";
		const skipped = matchAt(SKIPPED, code, at);
		if (skipped) {
			at += skipped[0].length;
			if (/["']/.test(skipped[0][0] ?? "")) before = "string";
			continue;
		}
		if (character === "`" || (character === "}" && templates.at(-1) === depth)) {
			if (character === "}") templates.pop();
			const end = endOfText(code, at + 1);
			if (code[end] === "$") templates.push(depth);
			before = code[end] === "$" ? "{" : "string";
			at = end + (code[end] === "$" ? 2 : 1);
			continue;
		}
		const mayBegin = BEFORE_PATTERN.test(before) || WORD_BEFORE_PATTERN.test(before);
		const literal = mayBegin || before === "" ? matchAt(LITERAL, code, at) : null;
		if (literal) found.push({ source: literal[1] ?? "", flags: literal[2] ?? "" });
		const word = literal ?? matchAt(WORD, code, at);
		if (character === "{") depth++;
		if (character === "}") depth--;
		if (literal) before = "pattern";
		else if (/\S/.test(character))
			before = code.startsWith("=>", at - 1) ? "=>" : (word?.[0] ?? character);
		at += word?.[0].length ?? 1;
	}
	return found;
}

function matchAt(pattern: RegExp, code: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(code);
}

/** The end of a template's text: its last quote, or where an expression begins. */
function endOfText(code: string, start: number): number {
	let at = start;
	while (at < code.length && code[at] !== "`" && !code.startsWith("${", at)) {
		at += code[at] === "\\" ? 2 : 1;
	}
	return at;
}
