import { dirname, join } from "node:path";
import type { SourceFile } from "./source-files.ts";

/** Every module a file names, types included: those are dependencies of the reader, too. */
export function importsOf({ text }: SourceFile): readonly string[] {
	const pattern =
		/\b(?:import|export)\s(?:[\w\s{},*$]*?\bfrom\s*)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
	return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}

/** The files of its own package that a file imports, by their paths in the repository. */
export function neighboursOf(file: SourceFile): readonly string[] {
	return importsOf(file)
		.filter((specifier) => specifier.startsWith("."))
		.map((specifier) => join(dirname(file.path), specifier));
}

/** Arrows from each name to others. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The graph that a list of arrows makes, without arrows from a name to itself. */
export function graphOf(arrows: Iterable<readonly [from: string, to: string]>): Graph {
	const graph = new Map<string, Set<string>>();
	for (const [from, to] of arrows) {
		const others = graph.get(from) ?? new Set<string>();
		if (from !== to) others.add(to);
		graph.set(from, others);
	}
	return graph;
}

/** One way round for each name that leads back to itself. */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
	const circles: (readonly string[])[] = [];
	const done = new Set<string>();
	const visit = (name: string, way: readonly string[]): void => {
		const seenAt = way.indexOf(name);
		if (seenAt >= 0) circles.push([...way.slice(seenAt), name]);
		if (seenAt >= 0 || done.has(name)) return;
		for (const next of graph.get(name) ?? []) visit(next, [...way, name]);
		done.add(name);
	};
	for (const name of graph.keys()) visit(name, []);
	return circles;
}
