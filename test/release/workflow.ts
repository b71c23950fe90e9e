import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A step of a job. */
export type Step = {
	readonly name: string;
	/** The action it uses; empty if it runs a command. */
	readonly uses: string;
	/** What it runs; empty if it uses an action. */
	readonly run: string;
	readonly with: Fields;
};

/** A job of a workflow. */
export type Job = {
	/** The workflow that it calls; empty if it has steps. */
	readonly uses: string;
	readonly condition: string;
	/** `null` if it has the workflow's. */
	readonly permissions: Fields | null;
	/** The container's image; empty if it runs on the machine. */
	readonly image: string;
	readonly steps: readonly Step[];
};

/** A workflow of GitHub Actions, as far as tests look at it. */
export type Workflow = {
	readonly text: string;
	/** What it runs on. */
	readonly on: Fields;
	readonly permissions: Fields;
	readonly jobs: Readonly<Record<string, Job>>;
};

/** Reads a file of `.github/workflows`. */
export async function readWorkflow(name: string): Promise<Workflow> {
	const text = await Bun.file(join(ROOT, ".github/workflows", name)).text();
	const workflow = fieldsOf(Bun.YAML.parse(text));
	const jobs = Object.entries(fieldsOf(workflow.jobs));
	return {
		text,
		on: fieldsOf(workflow.on),
		permissions: fieldsOf(workflow.permissions),
		jobs: Object.fromEntries(jobs.map(([id, job]) => [id, readJob(fieldsOf(job))])),
	};
}

/** What all jobs of a workflow run, in order. */
export function commandsOf({ jobs }: Pick<Workflow, "jobs">): readonly string[] {
	return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run || []));
}

function readJob(job: Fields): Job {
	return {
		uses: textOf(job.uses),
		condition: textOf(job.if),
		permissions: job.permissions === undefined ? null : fieldsOf(job.permissions),
		image: textOf(fieldsOf(job.container).image),
		steps: Array.isArray(job.steps) ? job.steps.map((step) => readStep(fieldsOf(step))) : [],
	};
}

function readStep(step: Fields): Step {
	const { name, uses, run } = step;
	return { name: textOf(name), uses: textOf(uses), run: textOf(run), with: fieldsOf(step.with) };
}

function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}
